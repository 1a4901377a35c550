import type { Moto } from '../servers/index.ts';

// moto takes any signature; it only looks for the service in the scope.
const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIACANARY0000000001/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0';

const iam = async (moto: Moto, action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> => {
  const body = new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters });
  const answer = await fetch(moto.address, { method: 'POST', headers: { authorization }, body });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`moto: ${action}: ${text}`);
  return text;
};

const texts = (xml: string, element: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text = '']) => text);

/** Names of the IAM users there are. */
export const users = async (moto: Moto): Promise<readonly string[]> => texts(await iam(moto, 'ListUsers'), 'UserName');

/** The user whom an access key belongs to. */
export const ownerOf = async (moto: Moto, accessKey: string): Promise<string | undefined> => {
  for (const name of await users(moto)) {
    const keys = texts(await iam(moto, 'ListAccessKeys', { UserName: name }), 'AccessKeyId');
    if (keys.includes(accessKey)) return name;
  }
  return undefined;
};

/** The policies that are written out for a user. */
export const inlinePolicies = async (moto: Moto, user: string): Promise<readonly unknown[]> => {
  const names = texts(await iam(moto, 'ListUserPolicies', { UserName: user }), 'member');
  return Promise.all(
    names.map(async (name) => {
      const [text = ''] = texts(
        await iam(moto, 'GetUserPolicy', { UserName: user, PolicyName: name }),
        'PolicyDocument',
      );
      return JSON.parse(decodeURIComponent(text));
    }),
  );
};

/** The managed policies of a user. */
export const managedPolicies = async (moto: Moto, user: string): Promise<readonly string[]> =>
  texts(await iam(moto, 'ListAttachedUserPolicies', { UserName: user }), 'PolicyArn');

/** The groups of a user. */
export const groupsOf = async (moto: Moto, user: string): Promise<readonly string[]> =>
  texts(await iam(moto, 'ListGroupsForUser', { UserName: user }), 'GroupName');

export const makeGroup = (moto: Moto, name: string): Promise<string> => iam(moto, 'CreateGroup', { GroupName: name });

/** Makes an IAM user. */
export const makeUser = async (moto: Moto, name: string): Promise<void> => {
  await iam(moto, 'CreateUser', { UserName: name });
};

/** Makes an access key for a user. */
export const makeKey = async (moto: Moto, name: string): Promise<{ access: string; secret: string }> => {
  const xml = await iam(moto, 'CreateAccessKey', { UserName: name });
  const [access = ''] = texts(xml, 'AccessKeyId');
  const [secret = ''] = texts(xml, 'SecretAccessKey');
  return { access, secret };
};
