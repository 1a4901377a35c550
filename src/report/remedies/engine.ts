import type { Remedies } from './remedy.ts';

/** Of what happens between a plan and a server. */
export const engineRemedies = {
  'vault-refused': [
    'The server said no to a request: a missing right, a value it does not take, or another system it could not reach.',
    'Its own words stand in the message, with the path. Mend that and apply again: what is done is not done twice.',
  ],
  'made-unseen': [
    'A request that makes something each time was sent, and read_path, which says whether it is there, shows nothing: most often that path is wrong.',
    'Mend read_path. If what was made has been deleted by hand since, let go of it with vaultseed ledger forget --target ADDRESS, and apply makes it again.',
  ],
  'write-ignored': [
    'The server said yes and shows another value. Some fields are dropped silently, by a version or by other settings.',
    'Compare with the documentation of the field; leave it out if this server does not have it.',
  ],
  'write-respelt': [
    'The server took the value and writes it another way.',
    'Write it as the server does, or the next plan may show it again.',
  ],
  'cannot-verify': [
    'The write went through, and the object could not be read after it: the token may not, or the server turned the request away.',
    'Let the token read the path; after a 429 wait, or look at the quotas. Then run the command again: it ends with 1 until it was seen.',
  ],
  'delete-ignored': [
    'The server said yes and still has the object.',
    'Look at it by hand: something may make it anew, or it needs a force of its own.',
  ],
  'missing-plugin': [
    'The mount is of a type that the server has no plugin for.',
    'Register the plugin, or correct the type.',
  ],
  'unknown-target': [
    '--target names an address that is not in the seed.',
    'Write it as the plan does, such as policy.reader; a mount also means what is in it.',
  ],
  'not-supported': [
    'The path of this object does not exist on the server, or the server does not show what is there.',
    'Leave it out for this server; vaultseed explain KIND says who has it. An endpoint names with read_path where it can be read, or waits until its mount is there: declared in the same seed, it is made after it.',
  ],
  'prevent-destroy': [
    'lifecycle { prevent_destroy = true } protects the object, and the plan would delete it.',
    'Take the line away and apply, if you mean it.',
  ],
  'existing-missing': [
    'existing = true says that the object is there already, and it is not.',
    'Make it first, correct its path, or take existing away.',
  ],
  'delete-refused': [
    'A setting of the object itself forbids deleting it. The server would take it along with its mount all the same, so a mount that holds such an object is not deleted either.',
    'Change the setting, apply, and then destroy.',
  ],
  'another-form': [
    'What may stand in an object depends on a setting, such as the type of a mount. The seed leaves it out and the server has another than the usual one; or the seed only refers to the object (existing = true), and says of it what is not so. Paths in it would be taken for other things.',
    'Write the setting as the message says, or refer to the object that was meant.',
  ],
  'left-unseen': [
    'What leaves the seed is deleted with the rights that the policy written before gave, and vaultseed policy, told from the seed as it is now, does not list it any more.',
    'Apply with the policy that was written from the seed as it was, then write the policy anew.',
  ],
  'half-seen': [
    'An object that left the seed would be deleted, and one of the same sort, which may be its new name, may not be looked at.',
    'Let the token read what the message names; or delete the one on purpose, with --target.',
  ],
  'change-refused': [
    'The server never makes this of an object that is there already.',
    'Keep what is there, or declare a new object beside it.',
  ],
  'audit-api-off': [
    'OpenBao takes audit devices from its configuration file unless told otherwise.',
    'Paste the stanza into the configuration, or set unsafe_allow_api_audit_creation = true there.',
  ],
  'right-missing': [
    'Before the first write the server is asked about every request of the plan, and the token lacks a right.',
    'Add the lines that stand in the message to a policy of the token, or use another token. Nothing was written.',
  ],
  'rights-unknown': [
    'The token may not ask sys/capabilities-self, so a right that is missing shows only when the server refuses a write.',
    'Give it the default policy, or: path "sys/capabilities-self" { capabilities = ["update"] }.',
  ],
  'self-lockout': [
    'After this plan its own token, or the next login of the same kind, could no longer take the plan back.',
    'Keep that right in its policy, give it in another policy first, or let a token apply this that does not depend on it.',
  ],
  'lockout-unknown': [
    'The plan takes access away, and the token may not look at itself or at its own policies.',
    'Let it read auth/token/lookup-self and its policies, or say that you mean it: --allow access-narrowing, --allow login-affecting.',
  ],
  'risk-not-allowed': [
    'With --auto-approve nobody looks at a plan before it is carried out, and this one does what nobody can make good afterwards: it destroys data, cannot be undone, or can give away secrets that the server keeps.',
    'Let somebody look at it: on a terminal without --auto-approve, or in a pipeline by plan --out FILE, show FILE, and then apply FILE. Or allow it for good with --allow.',
  ],
  'too-many-deletions': [
    'More than half of what the seed owns is not in it any more; or all of it is gone, however little that was, and nobody is asked (--auto-approve). More often than not it was read from the wrong place.',
    'Look at the folder and the variables; if it is meant, say how many: --max-deletions. To take all of it away there is vaultseed destroy.',
  ],
  'another-seed': [
    'A seed without a name of its own is called like its folder, and what the ledger remembers under that name is something else for the most part: the plan would take that away. Where the seed declares just half of it, or less than three objects, this is refused with --auto-approve only.',
    'Give the seed a name of its own: seed { name = "…" }. With the name of the folder in there, it owns what the ledger lists, and what it does not declare goes.',
  ],
  'perhaps-another-seed': [
    'A seed without a name of its own is called like its folder, and of what the ledger remembers under that name it declares just half, or less than three objects: it may be an edit of this seed, or the seed of another folder of that name. Something of that ledger would go.',
    'Look at what the plan takes away. Give the seed its name, seed { name = "…" }: that of the folder, if it is the same seed, another one, if it is not. Without a name, apply and destroy ask on a terminal, and are refused with --auto-approve.',
  ],
  'owned-elsewhere': [
    'Another seed on this server has made the object, or taken it into its care: or something in the mount, the auth method or the namespace that would go. Where its ledger is at another path, the message says so; a seed of the same name there is most likely this one, with its ledger where it was before.',
    'Declare it in one of the two; the other says existing = true, and where both list it, lets go of it with vaultseed ledger forget. To hand it over, its seed gives it lifecycle { on_destroy = "forget" }, applies, and lets go of it by another apply without its block. Where its ledger is at another path, commands on it take --ledger PATH.',
  ],
  'undeclared-mount': [
    'The path leads into a mount of somebody else, to what a block would describe if the seed said that the mount is there.',
    'Declare the mount with its type and existing = true, and write the block inside of it: then the plan knows what it changes, and what that risks.',
  ],
  'namespace-in-path': [
    'A server takes team/store/NAME for the path store/NAME in the namespace team. What others own in there is not looked at from outside, and what an endpoint may not do (sys/remount, sys/seal) would be done there.',
    'Write it inside of a block for the namespace, with existing = true where somebody else makes it; the path is then what follows the name of the namespace.',
  ],
  'owners-unreadable': [
    'The ledger of another seed is damaged, or written by a newer vaultseed, and the plan takes something into care, changes what is not certainly its own, or deletes what others may have something in. Or the token may not read the ledgers of others, and a mount, an auth method or a namespace would go with what the seed does not declare.',
    'The message names the ledger and how it comes back: a line to paste, or an apply of the seed whose it is. Then plan again. Where the token may not read it, use one that may; if all that stands there is to go, whoever made it: --allow data-destroying.',
  ],
  'owners-unknown': [
    'The plan takes something into care, or deletes it, and the token may not read the ledgers of other seeds, or a document in another store of ledgers is damaged.',
    'Use a token that may list and read the whole ledger. A damaged document comes back with the command that the message says.',
  ],
  'prune-refused': [
    'A seed wants a collection whole, and what of it belongs to others is not known.',
    'Give the token what the message names, or take prune out of the seed.',
  ],
  'replace-unowned': [
    'The object was made by somebody else, and what the seed declares cannot be reached without deleting it.',
    'Declare it as it is first: then it is taken into care, and a later change may make it anew.',
  ],
  'internal-error': [
    'vaultseed has a bug. What was done before stands; one change has an unknown end.',
    'vaultseed plan shows what is there. VAULTSEED_DEBUG=1 says where it happened: please report that.',
  ],
  'cannot-see': [
    'The token may not read the object, so nothing is planned for it.',
    'Give the token the policy that the plan prints.',
  ],
  'pattern-name': [
    'In a policy, a + between slashes and a * at the end of a path stand for any name, {{ }} for a name of whoever asks, and there is no way to say that they are part of one. A policy for this object would allow more than the seed declares, in the worst case every mount of the server.',
    'Give the object another name. For one inside a mount, vaultseed policy --any-name allows any name in that mount, and no other mount.',
  ],
} as const satisfies Remedies;
