locals {
  teams = ["payments", "search"]
}