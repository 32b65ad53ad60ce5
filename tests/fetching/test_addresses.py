from __future__ import annotations

from ipaddress import ip_address

import pytest

from bot.errors import ForbiddenAddress, Unreachable
from bot.fetching.addresses import canonical, checked, is_public, same_site


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_public_server_behind_nat64_is_public() -> None:
    assert is_public(ip_address("64:ff9b::1.1.1.1"))


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8"),
        *("168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8"),
        *("192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
        *("203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254"),
        *("::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1"),
        *("100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1"),
        *("2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254"),
        *("fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
    ],
)
def test_any_other_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://LOCALHOST./",
        "http://printer/",
        "http://printer.local/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://router.lan/",
        "http://1.0.0.127.in-addr.arpa/",
        "http://0x7f000001/",
        "http://0x7f.0.0.0x1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://harbour.example:22/",
        "http://harbour.example:0/",
        "https://harbour.example:6379/",
    ],
)
def test_what_leads_to_no_public_web_server_is_refused_by_its_text(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        checked(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "harbour", "harbour.example/page", "//harbour.example/", "http://", "http:///page"),
        *("file:///etc/passwd", "ftp://harbour.example/", "gopher://harbour.example/", "data:,x"),
        *("http://harbour.example:99999/", "http://[::1/", "https://h.example/" + "a" * 2000),
        *("http://me@harbour.example/", "http://:pass@harbour.example/", "javascript:alert(1)"),
        "http://1.1.1.1\\@harbour.example/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(Unreachable):
        checked(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/page?a=b%20c",
        "http://harbour.example:8080/",
        "https://harbour.example:8443/",
        "https://xn--hfen-loa.example/",
    ],
)
def test_a_plain_web_address_is_kept_as_it_is(url: str) -> None:
    assert str(checked(f" {url}#part ")) == url


@pytest.mark.parametrize(
    "spelling",
    [
        *("http://Harbour.example/rules/", "https://harbour.example/rules#hours"),
        *("https://harbour.example:443/rules", "https://harbour.example/rules?utm_source=feed"),
    ],
)
def test_spellings_of_an_address_are_told_to_be_the_same(spelling: str) -> None:
    assert canonical(spelling) == "https://harbour.example/rules"


@pytest.mark.parametrize(
    "other",
    ["https://harbour.example/Rules", "https://harbour.example/rules?page=2", "http://[", ""],
)
def test_other_addresses_are_not(other: str) -> None:
    assert canonical(other) != "https://harbour.example/rules"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.harbour.example/a", "http://harbour.example/b", True),
        ("https://harbour.example/a", "https://other.example/a", False),
        ("https://news.harbour.example/a", "https://harbour.example/a", False),
        ("", "https://harbour.example/a", False),
        ("http://[", "https://harbour.example/a", False),
    ],
)
def test_a_site_is_told_by_its_host(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
