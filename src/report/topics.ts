/** Something of the language that `explain` tells about: what it is, a few sentences, and lines that can be pasted. */
export interface Topic {
  readonly title: string;
  readonly text: string;
  readonly example: string;
}

/** The blocks that are about a seed itself, and the words that mean the same in every block. Examples are seeds. */
export const topics: Readonly<Record<string, Topic>> = {
  variable: {
    title: 'a value that is given from outside',
    text: 'Takes type, default, description, sensitive, nullable and validation blocks. Used as var.NAME. Values come, later ones first, from --var NAME=VALUE and --var-file FILE in their order, files named *.auto.seedvars, the environment (SEED_VAR_NAME), and default. What is sensitive is masked wherever it goes. Without a type it takes anything.',
    example: `variable "region" {
  type    = string
  default = "eu-central-1"

  validation {
    condition     = length(var.region) > 0
    error_message = "A region is needed."
  }
}

output "where" { value = var.region }`,
  },
  locals: {
    title: 'values with a name, to write them once',
    text: 'Each attribute is a value of its own, used as local.NAME. Locals may use variables, objects and each other, in any order and in any file of the seed.',
    example: `locals {
  teams = ["search", "billing"]
  names = [for team in local.teams : "team-\${team}"]
}

output "names" { value = local.names }`,
  },
  output: {
    title: 'a value that apply prints when it is done',
    text: 'Takes value, description and sensitive. A value that only the server knows, such as an accessor, is printed once it is there. What holds a secret must say sensitive = true, and is masked.',
    example: `policy "reader" {
  path "team/*" { capabilities = ["read"] }
}

output "policy" { value = policy.reader.name }`,
  },
  server: {
    title: 'the server that a seed is for',
    text: 'Its label is the product, openbao or vault: fields and objects that it does not have are then mistakes at once. Takes address, namespace, ca_cert, ca_path, client_cert, client_key, tls_server_name and tls_skip_verify. Options of the command line come before it. Where the environment names the server, the two must agree on it, and on how its certificate is checked. A token never stands in a seed.',
    example: `server "openbao" {
  address = "https://bao.example:8200"
}`,
  },
  seed: {
    title: 'the name of a seed, and the version it needs',
    text: 'Takes name (the name of the folder when left out; the ledger knows the seed by it), prune, and requires, a range of versions of vaultseed. Files named *.seed.hcl and *.seed.json of one folder make one seed.',
    example: `seed {
  name     = "platform"
  requires = ">= 0.1"
}`,
  },
  module: {
    title: 'a folder of the seed, used like a function',
    text: 'Takes source, a folder below the seed; every other attribute is the value of a variable of that folder. for_each and depends_on mean what they always do. Outputs of the folder are module.NAME.OUTPUT; nothing else of it can be referred to.',
    example: `module "team" {
  source   = "./team"
  for_each = toset(["search", "billing"])
  name     = each.key
}`,
  },
  lifecycle: {
    title: 'how an object may be treated',
    text: 'Stands in any object. prevent_destroy = true: a plan that would delete it is refused. ignore = [FIELDS]: sent when it is made, not compared later. create_only = true: made when it is missing, else left alone. on_destroy = "forget": destroy leaves it on the server.',
    example: `policy "reader" {
  path "team/*" { capabilities = ["read"] }

  lifecycle {
    prevent_destroy = true
    on_destroy      = "forget"
  }
}`,
  },
  adopt: {
    title: 'taking into care what is on the server already',
    text: 'No word of a seed, but of plans: what the seed declares, is there, and no seed owns, is shown as adopt. vaultseed apply takes it into care, and changes it where it differs, as it would change its own; nothing is made anew for it, and write-only fields are not sent until apply --resend-secrets sends them: plan --detailed-exitcode and drift end with 1 as long. Begin with blocks that say little (a field that is not written is not managed), write more until vaultseed plan shows no edits, then apply. A password that nobody knows is given any value beside lifecycle { ignore = ["password"] }: it is not sent to what is there. vaultseed drift --unmanaged lists what no seed owns; a seed that says no more than seed { name = "NAME" } is enough for that.',
    example: `policy "legacy" {
  path "team/*" { capabilities = ["read"] }
}`,
  },
  drift: {
    title: 'what on the server is no longer as the seed declares it',
    text: `No word of a seed, but of what vaultseed drift and vaultseed plan show. There are three sides: what the seed says, what the server shows, and what the last apply left there, as the ledger remembers it. By the third one they tell who has moved (in JSON: moved; in the metrics of a watch: cause).
no remark, in a plan "drift: changed on the server": somebody changed it there (server).
"changed in the seed, and not applied yet": the server is as it was left (seed).
"changed on the server, and in the seed as well": an apply puts the seed's value over somebody else's (both).
"has left the seed, and is there still": the next apply deletes it (seed).
"missing on the server": it was deleted there; with "not applied yet" it is new in the seed.
"never sent", "cannot be compared": of these write-only fields nobody knows what the server holds.
"Rotated by the server": left as it is, and no drift.
Without a ledger nobody can tell who has moved, and each difference counts as the server's; so it does without its key. Fields read from what is declared to what is there; a plan reads the other way.
What to do: where the server is wrong, vaultseed apply brings it back. Where it is right, write its value into the seed: the next plan has nothing to do. Where somebody else decides a field: lifecycle { ignore = ["FIELD"] }.
drift ends with 2 where something is not as declared, with 1 where not everything could be looked at or compared. With --interval it goes on and tells what changes, with --unmanaged it lists what no seed owns; vaultseed drift --help has its options.`,
    example: `policy "reader" {
  path "team/*" { capabilities = ["read"] }
}`,
  },
  for_each: {
    title: 'several objects from one block',
    text: 'Takes a map, or a set of texts. The block is made once for each member: each.key is the key, each.value the value. As all would be called by the label, name = each.key (path = each.key for mounts) gives each its own. The address of one is TYPE.LABEL["KEY"].',
    example: `policy "team" {
  for_each = toset(["search", "billing"])
  name     = "team-\${each.key}"
  rules    = <<-EOT
    path "\${each.key}/*" { capabilities = ["read"] }
  EOT
}`,
  },
  dynamic: {
    title: 'blocks inside of a block, one for each member',
    text: 'Takes for_each (a map, a set or a list), labels (a list with the label of each block) and content (what stands in it). In both the block type is the member: path.key, path.value; iterator = NAME calls it otherwise. Makes the blocks of a policy, and the objects in a mount or an auth method, with the addresses they would have by hand.',
    example: `policy "team" {
  dynamic "path" {
    for_each = { "search/*" = ["read"], "billing/*" = ["read", "list"] }
    labels   = [path.key]
    content {
      capabilities = path.value
    }
  }
}`,
  },
  'path.module': {
    title: 'the folder of the module that says it, as a whole path',
    text: 'path.root (also path.seed) is the folder of the seed, path.cwd the one that vaultseed was started in. All are whole paths, for file, templatefile, fileexists and fileset: they lead to the same file wherever the command is typed, and when a module is given them. A relative path starts at the file it stands in, so "x" and "${path.module}/x" are the same file. A path is another one on another machine: keep it out of what is written to the server.',
    example: `output "files" { value = fileset(path.module, "*.hcl") }

output "ready" { value = fileexists("\${path.module}/main.tpl") }`,
  },
  depends_on: {
    title: 'what must be there first, where no reference says it',
    text: 'A list of addresses. What a block refers to, its mount, and what its kind always needs are known without it.',
    example: `policy "first" {
  path "a/*" { capabilities = ["read"] }
}

policy "second" {
  depends_on = [policy.first]
  path "b/*" { capabilities = ["read"] }
}`,
  },
  prune: {
    title: 'a collection that is wanted whole',
    text: 'prune = [BLOCKS] on a mount or an auth method, or in seed { }: what is on the server of these and in no seed is deleted. Never what the ledger of another seed lists that the token may read (that of the namespace around it perhaps not), what is there by itself, or anything of a list that may not be whole: then the plan refuses. vaultseed drift --unmanaged shows first what it would be.',
    example: `seed {
  prune = ["policy"]
}
policy "reader" {
  path "secret/*" { capabilities = ["read"] }
}`,
  },
  existing: {
    title: 'something that belongs to somebody else',
    text: 'existing = true on a mount or an auth method: it must be there already, is never changed and never deleted, and has no fields here but its type and what decides which blocks it may hold. What stands in it is managed as ever.',
    example: `mount "secret" {
  type     = "generic"
  existing = true
}`,
  },
};

/** Words that people ask for, and the topic that tells of them. */
export const topicNames: Readonly<Record<string, string>> = {
  var: 'variable',
  variables: 'variable',
  local: 'locals',
  outputs: 'output',
  modules: 'module',
  each: 'for_each',
  'each.key': 'for_each',
  'each.value': 'for_each',
  count: 'for_each',
  prevent_destroy: 'lifecycle',
  ignore: 'lifecycle',
  ignore_changes: 'lifecycle',
  create_only: 'lifecycle',
  on_destroy: 'lifecycle',
};
