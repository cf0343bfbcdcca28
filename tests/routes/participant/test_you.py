"""You: who is signed in, what others can see, sign out."""


def test_the_page_says_who_sees_what_and_where_one_is_signed_in(signed_in):
    text = signed_in("jordan").get("/you").text("main")
    assert "Jordan M." in text
    assert "Staff of New Light" in text
    assert "Each look is written down." in text
    assert "Where you’re signed in" in text


def test_a_shared_phone_is_told_that_nothing_stays_on_it(signed_in):
    own, shared = signed_in("jordan"), signed_in("jordan", own_phone=False)
    assert "24 hours" in own.get("/you").text("main")
    assert "Nothing is kept on this phone" in shared.get("/you").text("main")


def test_sign_out_is_on_the_page(signed_in):
    assert signed_in("jordan").get("/you").form("/sign-out")
