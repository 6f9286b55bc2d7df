from tests.support.makers import a_person, sign_in


def test_a_stranger_is_sent_to_sign_in_and_back(client):
    answer = client.get("/charter/")
    assert answer.status_code == 303 or answer.status_code == 302
    assert "/account/sign-in" in answer.headers["Location"]


def test_an_employee_sees_today(client):
    sign_in(client, a_person())
    assert client.get("/").status_code == 200
    assert client.get("/hr/").status_code == 403
