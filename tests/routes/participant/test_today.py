"""Today, as a participant opens it."""


def test_today_shows_the_arrival_and_offers_to_check_in(signed_in):
    page = signed_in("jordan").get("/today")
    assert "Arrive by 5:45 PM" in page.text("h1")
    assert page.text(".button--main") == "Check in"
    assert "in 25 min" in page.text(".next__when")
