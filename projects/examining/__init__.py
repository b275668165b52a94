"""The rules put to stored tables: what is asked, what is kept of the answers, and the reasons people give."""
