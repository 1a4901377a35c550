variable "a" { type = list }
variable "b" { type = map }
variable "c" { type = set }
variable "d" { type = "string" }
variable "e" { type = "list" }
variable "f" { type = "map" }
variable "g" { type = "set" }
variable "h" { type = "number" }
variable "i" { type = any }
variable "j" { type = list(string) }
variable "k" { type = "${list}" }
variable "l" { type = object({a=string,b=optional(number,3)}) }
variable "m" {
  type = list # of what?
  default = "${[]}"
}
mount "n" { type = list }
module "o" {
 variable "p" { type = list }
}
