"""What lies beside a manifest for people: the hashes as common tools read them, and how to verify."""

from disclosures import verifier

INSTRUCTIONS = """核验说明

本文件夹中的 manifest.json 是公开清单，列有每个文件的大小和 SHA-256 校验值。
要知道下载的文件与公开的是否一致，可以任选一种办法：

一、Windows 自带的办法：在本文件夹打开“命令提示符”，输入（文件名换成要核验的文件）
    certutil -hashfile disclosure.pdf SHA256
    显示的一串字符与 SHA256SUMS 中该文件前面的一串相同，就是一致。

二、Linux、macOS：在本文件夹的终端中输入
    sha256sum -c SHA256SUMS
    （没有这个命令时：shasum -a 256 -c SHA256SUMS）

三、装有 Python 3.8 或更新版本的电脑：
    python verify.py
    逐个说明文件是一致、不一致、缺少还是多出。

清单本身也要核对：python verify.py 显示的“清单校验值”应与公开网站上该版本的清单校验值相同。
标有“已删除个人信息”的文件是为保护个人信息删除的，不是损坏；
tombstone.json 列有删除了哪些文件、原来的校验值和原因。
"""


def beside(manifest: bytes) -> dict[str, bytes]:
    """By path: SHA256SUMS of the manifest, its files and the instructions; and the instructions themselves.

    With line ends and a mark for Notepad. The verifier expects both as they are here, or neither.
    """
    told = ("\ufeff" + INSTRUCTIONS).replace("\n", "\r\n").encode()
    listed = f"{verifier.sums(manifest)}{verifier.sha256(told)}  {verifier.HELP}\n"
    return {verifier.SUMS: listed.encode(), verifier.HELP: told}
