# What a server in a Kubernetes cluster needs before anybody works with it: a log, ways to log in, and what
# those who log in may do. Every *.seed.hcl file of the folder is a part of this one document.

seed {
  name = "platform"
}

variable "audit_file" {
  type        = string
  default     = "stdout"
  description = "Where the audit log goes: a file on the server, or stdout."
}

variable "kubernetes_host" {
  type        = string
  default     = "https://kubernetes.default.svc"
  description = "Address of the Kubernetes API, as the server sees it."
}

variable "kubernetes_ca_cert" {
  type        = string
  default     = null
  description = "Certificates of the Kubernetes API. Left out, the server takes those of the pod that it runs in."
}

variable "aws_account" {
  type        = string
  default     = "111111111111"
  description = "The AWS account whose people and machines log in. An empty text leaves logins by AWS out."
}
