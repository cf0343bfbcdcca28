"""Files may be larger than forms, where files are taken and nowhere else."""

from webapp.domain.people_file import LARGEST

HERE = "/program/people/import"


def upload(browser, path, size):
    """Send a file of so many bytes, as a browser does."""
    body = (
        '--edge\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        f"{browser.form_token()}\r\n"
        '--edge\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
        f"{('x' * 1023 + chr(10)) * (size // 1024)}{'x' * (size % 1024)}\r\n--edge--\r\n"
    )
    kind = "multipart/form-data; boundary=edge"
    return browser.submit(path, data=body.encode(), content_type=kind)


def test_a_file_of_a_megabyte_is_read_and_one_byte_more_is_refused_in_words(signed_in):
    sam = signed_in("sam")
    assert "does not name the columns" in upload(sam, HERE, LARGEST).text
    answer = upload(sam, HERE, LARGEST + 1)
    assert answer.status_code == 422
    assert "That file is larger than 1 MB." in answer.text


def test_much_more_than_that_is_not_read_at_all(signed_in):
    assert upload(signed_in("sam"), HERE, 3 * LARGEST).status_code == 413


def test_elsewhere_a_form_is_as_small_as_ever(signed_in):
    assert upload(signed_in("sam"), "/program/people", 100_000).status_code == 413
