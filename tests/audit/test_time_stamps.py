"""Time stamps of checkpoints (RFC 3161), from a small authority that `openssl` plays."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.audit.exports import Export, verify

SETTINGS = """
[req]
distinguished_name = name
prompt = no
x509_extensions = stamping
[name]
CN = Authority of the test
[stamping]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
"""


class Authority:
    """An authority with a key of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.certificate = folder, folder / "tsa.pem"
        folder.mkdir()
        (folder / "settings").write_text(SETTINGS)
        (folder / "serial").write_text("01")
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"]
        self._openssl("req", "-x509", *key, "-days", "30", "-config", "settings", "-out", "tsa.pem")

    def stamp(self, checkpoint: Path, answer: Path) -> None:
        self._openssl(*f"ts -query -data {checkpoint} -sha256 -cert -out query".split())
        options = "ts -reply -queryfile query -config settings -section here -signer tsa.pem -inkey key.pem"
        self._openssl(*options.split(), "-out", str(answer))

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture
def stamped(authority: Authority, tmp_path: Path) -> Path:
    export = Export().write(tmp_path / "bundle")
    (export / "anchors").mkdir()
    name = "000000000016"
    authority.stamp(export / "checkpoints" / f"{name}.txt", export / "anchors" / f"{name}.tsr")
    return export


def test_a_time_stamp_is_checked_against_the_authoritys_certificate(
    authority: Authority, stamped: Path
) -> None:
    verdict = verify(stamped, "--tsa", str(authority.certificate))
    assert verdict.code == 0, verdict.said
    assert " for 16 lines\n" in verdict.said
    assert "WARNING: time stamps" not in verdict.said


def test_a_certificate_inside_the_folder_is_used_with_a_warning(authority: Authority, stamped: Path) -> None:
    shutil.copy(authority.certificate, stamped / "anchors")
    verdict = verify(stamped)
    assert verdict.code == 0, verdict.said
    assert "WARNING: time stamps were checked against certificates inside the folder" in verdict.said


def test_a_stamp_that_nothing_here_can_check_is_said_to_be_unchecked(stamped: Path) -> None:
    verdict = verify(stamped)
    assert (verdict.code, "WARNING: 1 time stamps were not checked" in verdict.said) == (0, True)


def test_a_stamp_of_another_checkpoint_is_found(authority: Authority, stamped: Path) -> None:
    (stamped / "anchors/000000000016.tsr").rename(stamped / "anchors/000000000040.tsr")
    verdict = verify(stamped, "--tsa", str(authority.certificate))
    assert verdict.head.startswith("FAULT anchors/000000000040.tsr: is no valid stamp of its checkpoint")


def test_a_stamp_of_another_authority_is_found(stamped: Path, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    verdict = verify(stamped, "--tsa", str(other.certificate))
    assert verdict.head.startswith("FAULT anchors/000000000016.tsr: is no valid stamp of its checkpoint")


def test_a_stamp_that_is_none_or_for_no_checkpoint_is_found(authority: Authority, stamped: Path) -> None:
    stamp = stamped / "anchors/000000000016.tsr"
    stamp.rename(stamped / "anchors/000000000017.tsr")
    assert verify(stamped).head == "FAULT anchors/000000000017.tsr: is for a checkpoint that is not here"
    (stamped / "anchors/000000000017.tsr").unlink()
    stamp.write_bytes(b"nonsense")
    verdict = verify(stamped, "--tsa", str(authority.certificate))
    assert verdict.head.startswith("FAULT anchors/000000000016.tsr: is not the answer of a time-stamping")
