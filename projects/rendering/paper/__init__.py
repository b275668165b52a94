"""The official tables on paper: pages drawn table by table, kept, and put together into one tagged PDF."""

HERE = 12  # tables that are drawn sooner than processes have started
