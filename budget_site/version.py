"""Which release this is; CHANGELOG.md tells what came with it."""

VERSION = "0.1.0"
