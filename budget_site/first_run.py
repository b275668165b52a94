"""Write .env with fresh secrets where there is none; one that is there stays as it is."""

import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

CONTENT = """\
# 由首次启动生成，勿提交到版本库。各项含义见 .env.example。
SECRET_KEY={key}
DEBUG=False
ALLOWED_HOSTS=127.0.0.1,localhost
"""


def main() -> None:
    path = BASE_DIR / ".env"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(CONTENT.format(key=secrets.token_urlsafe(50)))


if __name__ == "__main__":
    (BASE_DIR / "var").mkdir(exist_ok=True)
    main()
