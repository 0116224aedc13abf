#!/usr/bin/env bash
# The story of test/clients/story.ts, told by the AWS CLI.
set -euo pipefail
export AWS_PAGER="" AWS_MAX_ATTEMPTS=1 AWS_DEFAULT_OUTPUT=text

use() { # use ACCESS_KEY_ID SECRET_ACCESS_KEY [SESSION_TOKEN]: whose calls the next ones are
  export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2
  if [ $# -eq 3 ]; then export AWS_SESSION_TOKEN=$3; else unset AWS_SESSION_TOKEN; fi
}
code_of() { # code_of COMMAND...: the error's code, or allowed
  local said
  if said=$("$@" 2>&1 >/dev/null); then echo allowed; else sed -n 's/.*An error occurred (\([A-Za-z]*\)).*/\1/p' <<<"$said"; fi
}
get_or_create_user() {
  if aws iam get-user --user-name "$STORY_USER" >/dev/null 2>&1; then echo "user $STORY_USER: exists"; return; fi
  aws iam create-user --user-name "$STORY_USER" >/dev/null
  aws iam wait user-exists --user-name "$STORY_USER"
  echo "user $STORY_USER: created"
}
seconds_left() { echo $((($(date -d "$1" +%s) - $(date +%s) + 30) / 60 * 60)); }
list_bucket() { aws s3api list-objects-v2 --bucket "$BUCKET" --max-items 50 --query 'Contents[].[Key, ETag]' | sed 's/\t/ => /'; }
federate() { # federate NAME SECONDS POLICY [--tags ...]: from here on, calls are the session's
  local parts='[FederatedUser.Arn, FederatedUser.FederatedUserId, Credentials.Expiration, Credentials.AccessKeyId, Credentials.SecretAccessKey, Credentials.SessionToken]'
  local key secret token
  use "$broker_id" "$broker_secret"
  IFS=$'\t' read -r federated_arn federated_id expiration key secret token < <(
    aws sts get-federation-token --name "$1" --duration-seconds "$2" --policy "$3" "${@:4}" --query "$parts"
  )
  use "$key" "$secret" "$token"
}

get_or_create_user
get_or_create_user
arn=$(aws iam create-policy --policy-name "$STORY_USER-broker" --policy-document "$BROKER_POLICY" --query Policy.Arn)
aws iam attach-user-policy --user-name "$STORY_USER" --policy-arn "$arn"
aws iam list-attached-user-policies --user-name "$STORY_USER" --query 'AttachedPolicies[].[PolicyName]' |
  sed 's/.*/policy &: attached/'
IFS=$'\t' read -r broker_id broker_secret < <(
  aws iam create-access-key --user-name "$STORY_USER" --query 'AccessKey.[AccessKeyId, SecretAccessKey]'
)

use "$broker_id" "$broker_secret"
echo "broker: $(aws sts get-caller-identity --query Arn)"
listing='{"Sid": "Stmt1", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::'$BUCKET'"}'
federate User1 7200 '{"Statement": ['"$listing"']}'
echo "federated user: $federated_arn, $(seconds_left "$expiration") s"
list_bucket | sed 's/^/list: /'
body=$(mktemp)
echo "get: $(code_of aws s3api get-object --bucket "$BUCKET" --key a.txt "$body")"
echo "put: $(code_of aws s3api put-object --bucket "$BUCKET" --key new.txt --body "$body")"
rm "$body"
echo "other bucket: $(code_of aws s3api list-objects-v2 --bucket "$OTHER_BUCKET")"

federate User1 3600 '{"Statement": '"$listing"'}'
echo "federated again: $(list_bucket | wc -l) keys, $(seconds_left "$expiration") s"

use "$broker_id" "$broker_secret"
IFS=$'\t' read -r key secret token < <(
  aws sts get-session-token --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]'
)
use "$key" "$secret" "$token"
echo "session token: $(list_bucket | wc -l) keys"
echo "session token asks IAM: $(code_of aws iam list-users)"

federate testFedUserSession 3600 \
  '{"Version": "2012-10-17", "Statement": [{"Sid": "Stmt1", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]}' \
  --tags Key=Project,Value=Pegasus Key=Cost-Center,Value=98765
names=$(aws s3api list-buckets --query 'Buckets[].[Name]' | paste -sd ' ')
echo "$federated_id: $names"
