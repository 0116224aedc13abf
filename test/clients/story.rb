# The story of test/clients/story.ts, told by the AWS SDK for Ruby. Its IAM client has no Debian package, so the calls
# of IAM are signed with Aws::Sigv4.
require "aws-sdk-s3"
require "json"
require "net/http"
require "rexml/document"

ENDPOINT = ENV.fetch("AWS_ENDPOINT_URL")
BUCKET, OTHER, USER = ENV.fetch("BUCKET"), ENV.fetch("OTHER_BUCKET"), ENV.fetch("STORY_USER")
COMMON = { endpoint: ENDPOINT, region: ENV.fetch("AWS_REGION"), retry_limit: 0 }.freeze

class Refused < StandardError; end

def iam(action, credentials = Aws::Credentials.new(ENV["AWS_ACCESS_KEY_ID"], ENV["AWS_SECRET_ACCESS_KEY"]), **parameters)
  body = URI.encode_www_form(parameters.merge(Action: action, Version: "2010-05-08"))
  signer = Aws::Sigv4::Signer.new(service: "iam", region: "us-east-1", credentials_provider: credentials)
  type = { "content-type" => "application/x-www-form-urlencoded" }
  signature = signer.sign_request(http_method: "POST", url: ENDPOINT, headers: type, body: body)
  answer = Net::HTTP.post(URI("#{ENDPOINT}/"), body, type.merge(signature.headers))
  document = REXML::Document.new(answer.body)
  raise Refused, REXML::XPath.first(document, "//Code").text unless answer.is_a?(Net::HTTPSuccess)
  document
end

def text(document, name) = REXML::XPath.first(document, "//#{name}").text

def code_of
  yield
  "allowed"
rescue Refused => error
  error.message
rescue Aws::Errors::ServiceError => error
  error.code
end

def get_or_create_user
  iam("GetUser", UserName: USER)
  puts "user #{USER}: exists"
rescue Refused => error
  raise unless error.message == "NoSuchEntity"
  iam("CreateUser", UserName: USER)
  puts "user #{USER}: created"
end

def keys(from) = Aws::Credentials.new(from.access_key_id, from.secret_access_key, from.session_token)
def s3(credentials) = Aws::S3::Client.new(credentials: credentials, force_path_style: true, **COMMON)
def seconds_left(credentials) = ((credentials.expiration - Time.now) / 60).round * 60

def list_bucket(client)
  client.list_objects_v2(bucket: BUCKET, max_keys: 50).contents.map { |entry| "#{entry.key} => #{entry.etag}" }
end

get_or_create_user
get_or_create_user
policy = text(iam("CreatePolicy", PolicyName: "#{USER}-broker", PolicyDocument: ENV.fetch("BROKER_POLICY")), "Arn")
iam("AttachUserPolicy", UserName: USER, PolicyArn: policy)
puts "policy #{text(iam("ListAttachedUserPolicies", UserName: USER), "PolicyName")}: attached"
made = iam("CreateAccessKey", UserName: USER)
key = Aws::Credentials.new(text(made, "AccessKeyId"), text(made, "SecretAccessKey"))

sts = Aws::STS::Client.new(credentials: key, **COMMON)
puts "broker: #{sts.get_caller_identity.arn}"
listing = { Sid: "Stmt1", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::#{BUCKET}" }
session = sts.get_federation_token(name: "User1", duration_seconds: 7200, policy: { Statement: [listing] }.to_json)
puts "federated user: #{session.federated_user.arn}, #{seconds_left(session.credentials)} s"
client = s3(keys(session.credentials))
list_bucket(client).each { |line| puts "list: #{line}" }
puts "get: #{code_of { client.get_object(bucket: BUCKET, key: "a.txt") }}"
puts "put: #{code_of { client.put_object(bucket: BUCKET, key: "new.txt", body: "new") }}"
puts "other bucket: #{code_of { client.list_objects_v2(bucket: OTHER) }}"

session = sts.get_federation_token(name: "User1", duration_seconds: 3600, policy: { Statement: listing }.to_json)
found = list_bucket(s3(keys(session.credentials)))
puts "federated again: #{found.length} keys, #{seconds_left(session.credentials)} s"

credentials = sts.get_session_token.credentials
puts "session token: #{list_bucket(s3(keys(credentials))).length} keys"
puts "session token asks IAM: #{code_of { iam("ListUsers", keys(credentials)) }}"

buckets = { Sid: "Stmt1", Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }
session = sts.get_federation_token(
  name: "testFedUserSession",
  duration_seconds: 3600,
  policy: { Version: "2012-10-17", Statement: [buckets] }.to_json,
  tags: [{ key: "Project", value: "Pegasus" }, { key: "Cost-Center", value: "98765" }],
)
names = s3(keys(session.credentials)).list_buckets.buckets.map(&:name)
puts "#{session.federated_user.federated_user_id}: #{names.join(" ")}"
