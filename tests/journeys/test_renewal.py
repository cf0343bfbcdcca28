"""A browser that changes its subscription by itself: when it is given back, and when it is not."""

from __future__ import annotations

import pytest

from tests.helpers.days import ROOT

WORKER = (ROOT / "static" / "js" / "push_worker.js").read_text(encoding="utf-8")
RENEW = """async ([source, answers]) => {
  const heard = {}, done = [];
  const held = {
    endpoint: "held",
    toJSON: () => ({ endpoint: "held" }),
    unsubscribe: async () => done.push("given back"),
  };
  const worker = {
    location,
    registration: { pushManager: { getSubscription: async () => held } },
    addEventListener: (name, does) => (heard[name] = does),
  };
  const fetch = async (_, { method = "GET" }) => {
    const { status, type = "basic", said = {} } = answers[method];
    if (!status && type === "basic") throw new TypeError("no network");
    done.push(`${method} ${status}`);
    return { status, type, ok: status >= 200 && status < 300, json: async () => said };
  };
  new Function("self", "fetch", "STATIC", source)(worker, fetch, "");
  await new Promise((resolve) =>
    heard.pushsubscriptionchange({ waitUntil: (all) => all.then(resolve) }));
  return done;
}"""
WANTED = {"status": 200, "said": {"key": "k", "token": "t", "wanted": True}}


@pytest.fixture(scope="module")
def renew(chromium):
    """renew(GET=…, POST=…): what the worker does when the server answers like that."""
    page = chromium.new_page()
    yield lambda **answers: page.evaluate(RENEW, [WORKER, answers])
    page.close()


def test_what_the_server_takes_stays(renew):
    assert renew(GET=WANTED, POST={"status": 200}) == ["GET 200", "POST 200"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_plain_no_gives_it_back(renew, status):
    assert renew(GET={"status": status})[-1] == "given back"
    assert renew(GET=WANTED, POST={"status": status})[-1] == "given back"


@pytest.mark.parametrize("status", [409, 422])
def test_a_subscription_that_the_server_refuses_in_words_is_given_back(renew, status):
    assert renew(GET=WANTED, POST={"status": status})[-1] == "given back"


def test_the_way_to_the_sign_in_page_gives_it_back(renew):
    away = {"status": 0, "type": "opaqueredirect"}
    assert renew(GET=away)[-1] == "given back"
    assert renew(GET=WANTED, POST=away)[-1] == "given back"


def test_whoever_wants_none_has_none(renew):
    assert renew(GET={"status": 200, "said": {"wanted": False}})[-1] == "given back"


@pytest.mark.parametrize("status", [0, 400, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_and_a_network_that_is_away_take_nothing_from_anybody(renew, status):
    assert "given back" not in renew(GET={"status": status})
    assert "given back" not in renew(GET=WANTED, POST={"status": status})
