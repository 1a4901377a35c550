locals {
}
region = "us-west-2" # the end