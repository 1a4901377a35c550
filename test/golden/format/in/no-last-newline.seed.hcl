locals {
  teams=["payments","search"]
}