variable "a" { type = list(any) }
variable "b" { type = map(any) }
variable "c" { type = set(any) }
variable "d" { type = string }
variable "e" { type = list(string) }
variable "f" { type = map(string) }
variable "g" { type = "set" }
variable "h" { type = "number" }
variable "i" { type = any }
variable "j" { type = list(string) }
variable "k" { type = "${list}" }
variable "l" { type = object({ a = string, b = optional(number, 3) }) }
variable "m" {
  type    = list(any) # of what?
  default = []
}
mount "n" { type = list }
module "o" {
  variable "p" { type = list }
}
