"""The official tables on paper: pages drawn table by table, kept, and put together into one tagged PDF."""
