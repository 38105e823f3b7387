"""Workbooks for spreadsheets: a closed round's results, and the answers of attributed rounds."""
