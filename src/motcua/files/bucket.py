"""Which bucket of an S3-compatible service holds the files; plain, so that settings may name it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bucket:
    """Where the objects lie and who asks for them; an empty endpoint is Amazon's own."""

    endpoint: str
    name: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    prefix: str = ""
