"""The store behind an S3-compatible service: an object for each name in one bucket, below a prefix."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from motcua.files.bucket import Bucket
from motcua.files.ports import Lying, StoreAway, StoreFull
from motcua.files.scratch import private_folder

CONNECT_SECONDS, READ_SECONDS, TRIES = 5, 30, 3
IN_MEMORY = 1_000_000
READY = "ready"
_GONE = "NoSuchKey"  # any other 404 is a wrong bucket or no such service: then nothing is said about the file
_PIECE = 1 << 20
_FULL = frozenset(("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507", "ServiceQuotaExceeded"))


@cache
def _client(bucket: Bucket) -> Any:
    """One for the process: making it is slow, using it from many threads is safe."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"max_attempts": TRIES, "mode": "standard"},
        s3={"addressing_style": "path"},
        # The newer checksums of AWS are unknown to older services; every piece is authenticated by our own seal.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client(
        "s3",
        endpoint_url=bucket.endpoint or None,
        aws_access_key_id=bucket.access_key,
        aws_secret_access_key=bucket.secret_key,
        region_name=bucket.region,
        config=config,
    )


class S3Store:
    """Objects of one bucket; an object appears whole, when its last byte has arrived."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket

    @contextmanager
    def place(self) -> Iterator[Path]:
        """On the disk of this machine."""
        with private_folder() as folder:
            yield folder

    def put(self, name: str, source: Path) -> None:
        """One request with the whole file as its body."""
        with source.open("rb") as body, _told():
            self._client.put_object(**self._at(name), Body=body, ContentType="application/octet-stream")

    def open(self, name: str) -> BinaryIO:
        """Fetched whole, as sealed as it lies there: a link that breaks is noticed before the first byte is used."""
        fetched = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to who reads it
        try:
            with _told():
                shutil.copyfileobj(self._client.get_object(**self._at(name))["Body"], fetched, _PIECE)
        except BaseException:
            fetched.close()
            raise
        fetched.seek(0)
        return fetched  # type: ignore[return-value]

    def start(self, name: str, count: int) -> bytes:
        """A range of the object."""
        with _told():
            answer = self._client.get_object(**self._at(name), Range=f"bytes=0-{count - 1}")
            return bytes(answer["Body"].read())

    def forget(self, name: str) -> None:
        """Drop the object. A bucket that keeps versions keeps this one, sealed; see docs/operations.md."""
        with _told():
            self._client.delete_object(**self._at(name))

    def listed(self, prefix: str) -> Iterator[Lying]:
        """A thousand a request."""
        pages = self._client.get_paginator("list_objects_v2")
        with _told():
            for page in pages.paginate(Bucket=self.bucket.name, Prefix=self._key(prefix)):
                for one in page.get("Contents", ()):
                    name = one["Key"].removeprefix(self.bucket.prefix)
                    yield Lying(name, one["Size"], one["LastModified"].timestamp())

    def probe(self) -> None:
        """Write a tiny object and read it."""
        with _told():
            self._client.put_object(**self._at(READY), Body=b"ready?")
            self._client.get_object(**self._at(READY))["Body"].read()

    @property
    def _client(self) -> Any:
        return _client(self.bucket)

    def _key(self, name: str) -> str:
        return f"{self.bucket.prefix}{name}"

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket.name, "Key": self._key(name)}


@contextmanager
def _told() -> Iterator[None]:
    """Turn the words of the service into ours."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code == _GONE:
            raise FileNotFoundError(code) from None
        if code in _FULL:
            raise StoreFull from error
        raise StoreAway from error
    except BotoCoreError as error:
        raise StoreAway from error
