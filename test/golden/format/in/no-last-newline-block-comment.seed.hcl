region="us-west-2"
team = "search" /* the end */