#nothing here yet
