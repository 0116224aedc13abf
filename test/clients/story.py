# The story of test/clients/story.ts, told by boto3.
import json
import os
from datetime import datetime, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET, OTHER, USER = os.environ["BUCKET"], os.environ["OTHER_BUCKET"], os.environ["STORY_USER"]
once = Config(retries={"total_max_attempts": 1})


def client(service, credentials=None):
    keys = credentials or {}
    return boto3.client(
        service,
        config=once,
        aws_access_key_id=keys.get("AccessKeyId"),
        aws_secret_access_key=keys.get("SecretAccessKey"),
        aws_session_token=keys.get("SessionToken"),
    )


def code_of(call, **parameters):
    try:
        call(**parameters)
        return "allowed"
    except ClientError as error:
        return error.response["Error"]["Code"]


def get_or_create_user(iam):
    try:
        iam.get_user(UserName=USER)
        print(f"user {USER}: exists")
    except iam.exceptions.NoSuchEntityException:
        iam.create_user(UserName=USER)
        iam.get_waiter("user_exists").wait(UserName=USER)
        print(f"user {USER}: created")


def seconds_left(credentials):
    left = credentials["Expiration"] - datetime.now(timezone.utc)
    return round(left.total_seconds() / 60) * 60


def list_bucket(s3):
    return [
        f'{entry["Key"]} => {entry["ETag"]}' for entry in s3.list_objects_v2(Bucket=BUCKET, MaxKeys=50)["Contents"]
    ]


iam = client("iam")
get_or_create_user(iam)
get_or_create_user(iam)
policy = iam.create_policy(PolicyName=f"{USER}-broker", PolicyDocument=os.environ["BROKER_POLICY"])["Policy"]
iam.attach_user_policy(UserName=USER, PolicyArn=policy["Arn"])
for attached in iam.list_attached_user_policies(UserName=USER)["AttachedPolicies"]:
    print(f'policy {attached["PolicyName"]}: attached')
key = iam.create_access_key(UserName=USER)["AccessKey"]

sts = client("sts", key)
print(f'broker: {sts.get_caller_identity()["Arn"]}')
listing = {"Sid": "Stmt1", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{BUCKET}"}
session = sts.get_federation_token(Name="User1", DurationSeconds=7200, Policy=json.dumps({"Statement": [listing]}))
print(f'federated user: {session["FederatedUser"]["Arn"]}, {seconds_left(session["Credentials"])} s')
s3 = client("s3", session["Credentials"])
for line in list_bucket(s3):
    print(f"list: {line}")
print("get:", code_of(s3.get_object, Bucket=BUCKET, Key="a.txt"))
print("put:", code_of(s3.put_object, Bucket=BUCKET, Key="new.txt", Body=b"new"))
print("other bucket:", code_of(s3.list_objects_v2, Bucket=OTHER))

session = sts.get_federation_token(Name="User1", DurationSeconds=3600, Policy=json.dumps({"Statement": listing}))
left = seconds_left(session["Credentials"])
print(f'federated again: {len(list_bucket(client("s3", session["Credentials"])))} keys, {left} s')

credentials = sts.get_session_token()["Credentials"]
print(f'session token: {len(list_bucket(client("s3", credentials)))} keys')
print("session token asks IAM:", code_of(client("iam", credentials).list_users))

buckets = {"Sid": "Stmt1", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}
session = sts.get_federation_token(
    Name="testFedUserSession",
    DurationSeconds=3600,
    Policy=json.dumps({"Version": "2012-10-17", "Statement": [buckets]}),
    Tags=[{"Key": "Project", "Value": "Pegasus"}, {"Key": "Cost-Center", "Value": "98765"}],
)
names = [bucket["Name"] for bucket in client("s3", session["Credentials"]).list_buckets()["Buckets"]]
print(f'{session["FederatedUser"]["FederatedUserId"]}: {" ".join(names)}')
