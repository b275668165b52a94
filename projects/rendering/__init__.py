"""The official grid drawn four ways: Word, web page, PDF and spreadsheet. Tables in, bytes out."""
