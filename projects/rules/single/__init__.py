"""The rules that look at one table, a module for each subject; `registered` has their order."""
