"""Finds candidates in an OpenSearch cluster; scores, order and explanations are the arrays' own."""
