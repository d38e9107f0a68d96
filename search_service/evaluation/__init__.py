"""Measures the search on judged queries; never takes part in answering one."""
