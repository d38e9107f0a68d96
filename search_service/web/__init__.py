"""HTTP: routes, problem details, headers, the results page; never decides what is found."""
