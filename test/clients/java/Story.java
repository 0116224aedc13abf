// The story of test/clients/story.ts, told by the AWS SDK for Java.
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.*;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

class Story {
    static final String BUCKET = System.getenv("BUCKET"), OTHER = System.getenv("OTHER_BUCKET");
    static final String USER = System.getenv("STORY_USER");
    static final String LISTING = """
        {"Sid": "Stmt1", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::%s"}""".formatted(BUCKET);

    static <B extends AwsClientBuilder<B, C>, C> C client(B builder, AwsCredentials keys) {
        return builder.endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL")))
            .region(Region.of(System.getenv("AWS_REGION")))
            .credentialsProvider(StaticCredentialsProvider.create(keys))
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .build();
    }

    static IamClient iam(AwsCredentials keys) {
        return client(IamClient.builder().httpClientBuilder(ApacheHttpClient.builder()), keys);
    }

    static S3Client s3(AwsCredentials keys) {
        return client(S3Client.builder().forcePathStyle(true).httpClientBuilder(ApacheHttpClient.builder()), keys);
    }

    static AwsCredentials keys(Credentials from) {
        return AwsSessionCredentials.create(from.accessKeyId(), from.secretAccessKey(), from.sessionToken());
    }

    static String codeOf(Supplier<Object> call) {
        try {
            call.get();
            return "allowed";
        } catch (AwsServiceException error) {
            return error.awsErrorDetails().errorCode();
        }
    }

    static void getOrCreateUser(IamClient iam) {
        try {
            iam.getUser(r -> r.userName(USER));
            System.out.println("user " + USER + ": exists");
        } catch (NoSuchEntityException error) {
            iam.createUser(r -> r.userName(USER));
            iam.waiter().waitUntilUserExists(r -> r.userName(USER));
            System.out.println("user " + USER + ": created");
        }
    }

    static long secondsLeft(Credentials credentials) {
        return Math.round(Duration.between(Instant.now(), credentials.expiration()).toSeconds() / 60.0) * 60;
    }

    static List<String> listBucket(S3Client s3) {
        return s3.listObjectsV2(r -> r.bucket(BUCKET).maxKeys(50)).contents().stream()
            .map(entry -> entry.key() + " => " + entry.eTag()).toList();
    }

    public static void main(String[] args) {
        var iam = iam(AwsBasicCredentials.create(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY")));
        getOrCreateUser(iam);
        getOrCreateUser(iam);
        var policy = iam.createPolicy(r -> r.policyName(USER + "-broker").policyDocument(System.getenv("BROKER_POLICY"))).policy();
        iam.attachUserPolicy(r -> r.userName(USER).policyArn(policy.arn()));
        iam.listAttachedUserPolicies(r -> r.userName(USER)).attachedPolicies()
            .forEach(one -> System.out.println("policy " + one.policyName() + ": attached"));
        var made = iam.createAccessKey(r -> r.userName(USER)).accessKey();

        StsClient sts = client(StsClient.builder().httpClientBuilder(ApacheHttpClient.builder()),
            AwsBasicCredentials.create(made.accessKeyId(), made.secretAccessKey()));
        System.out.println("broker: " + sts.getCallerIdentity().arn());
        var session = sts.getFederationToken(r -> r.name("User1").durationSeconds(7200).policy("{\"Statement\": [" + LISTING + "]}"));
        System.out.println("federated user: " + session.federatedUser().arn() + ", " + secondsLeft(session.credentials()) + " s");
        var s3 = s3(keys(session.credentials()));
        listBucket(s3).forEach(line -> System.out.println("list: " + line));
        System.out.println("get: " + codeOf(() -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a.txt"))));
        System.out.println("put: " + codeOf(() -> s3.putObject(r -> r.bucket(BUCKET).key("new.txt"), RequestBody.fromString("new"))));
        System.out.println("other bucket: " + codeOf(() -> s3.listObjectsV2(r -> r.bucket(OTHER))));

        var again = sts.getFederationToken(r -> r.name("User1").durationSeconds(3600).policy("{\"Statement\": " + LISTING + "}"));
        System.out.println("federated again: " + listBucket(s3(keys(again.credentials()))).size() + " keys, " + secondsLeft(again.credentials()) + " s");

        var token = keys(sts.getSessionToken().credentials());
        System.out.println("session token: " + listBucket(s3(token)).size() + " keys");
        System.out.println("session token asks IAM: " + codeOf(() -> iam(token).listUsers()));

        var example = sts.getFederationToken(r -> r.name("testFedUserSession").durationSeconds(3600)
            .policy("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Stmt1\", \"Effect\": \"Allow\", \"Action\": \"s3:ListAllMyBuckets\", \"Resource\": \"*\"}]}")
            .tags(Tag.builder().key("Project").value("Pegasus").build(), Tag.builder().key("Cost-Center").value("98765").build()));
        var names = s3(keys(example.credentials())).listBuckets().buckets().stream().map(b -> b.name()).collect(Collectors.joining(" "));
        System.out.println(example.federatedUser().federatedUserId() + ": " + names);
    }
}
