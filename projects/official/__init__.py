"""The official layout, once: a table is composed on a grid and read back from one."""
