"""What an owner does next in a new program."""


def test_four_ways_on_and_each_of_them_opens(signed_in):
    rosa = signed_in("rosa")
    page = rosa.get("/program/first-steps")
    ways = [n.attrs["href"] for n in page.all("main .rows a")]
    assert ways == [
        "/program/staff",
        "/program/people/new",
        "/program/front-desks",
        "/program/meetings/new",
    ]
    for way in ways:
        rosa.get(way)
