"""What guards accounts and the machine: live sessions, used passwords, and how often costly work is asked."""
