using System.Net;
using System.Net.Http.Json;
using System.Text;
using AwsBackupPlan.Simulator.S3;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.S3;

/// <summary>boto3 and the AWS CLI against buckets.</summary>
public sealed class BucketTests(PythonPeer python)
{
    private const string Account = "111111111111";
    private const string Member = "222222222222";

    [Fact]
    public async Task Objects_are_read_whole_and_by_ranges()
    {
        await using var sim = await StartAsync();
        var told = await python.RunAsync(sim, """
            s3 = client("s3")
            whole = s3.get_object(Bucket="reports", Key="a folder/été+1.csv")
            part = s3.get_object(Bucket="reports", Key="a folder/été+1.csv", Range="bytes=2-4", IfMatch=whole["ETag"])
            head = s3.head_object(Bucket="reports", Key="a folder/été+1.csv")
            result = [whole["Body"].read(), part["Body"].read(), part["ContentRange"], part["ResponseMetadata"]["HTTPStatusCode"], head["ContentLength"], head["ETag"] == whole["ETag"],
                      s3.get_object(Bucket="reports", Key="a folder/été+1.csv", Range="bytes=-3")["Body"].read(), s3.get_object(Bucket="reports", Key="a folder/été+1.csv", Range="bytes=7-100")["ContentRange"]]
            """);
        Assert.Equal("""["0123456789","234","bytes 2-4/10",206,10,true,"789","bytes 7-9/10"]""", told.ToJsonString());
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_the_words_of_S3()
    {
        await using var sim = await StartAsync();
        var told = await python.RunAsync(sim, """
            s3 = client("s3")
            def told(call, **parameters):
                answer = refusal(call, **parameters)
                return [answer["code"], answer["status"], bool(answer["requestId"])]
            result = [told(s3.get_object, Bucket="none", Key="k"), told(s3.get_object, Bucket="reports", Key="none"), told(s3.head_object, Bucket="reports", Key="none"), told(s3.head_bucket, Bucket="none"),
                      told(s3.get_object, Bucket="reports", Key="b", Range="bytes=100-200"), told(s3.get_object, Bucket="reports", Key="b", IfMatch='"other"'), told(s3.list_objects_v2, Bucket="none"),
                      told(s3.put_object, Bucket="reports", Key="b", Body=b"x")]
            """);
        Assert.Equal(
            """[["NoSuchBucket",404,true],["NoSuchKey",404,true],["404",404,true],["404",404,true],["InvalidRange",416,true],["PreconditionFailed",412,true],["NoSuchBucket",404,true],["MethodNotAllowed",405,true]]""",
            told.ToJsonString());
    }

    [Fact]
    public async Task Keys_are_listed_over_their_pages_and_by_folders()
    {
        await using var sim = await StartAsync();
        for (var number = 0; number < 5; number++)
        {
            sim.S3.PutObject("reports", $"x/{number}.csv", "a"u8.ToArray());
        }

        var told = await python.RunAsync(sim, """
            s3 = client("s3")
            pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="reports", Prefix="x/", PaginationConfig={"PageSize": 2}))
            folders = s3.list_objects_v2(Bucket="reports", Delimiter="/")
            result = [[[o["Key"] for o in page["Contents"]] for page in pages], [p["Prefix"] for p in folders["CommonPrefixes"]], [o["Key"] for o in folders["Contents"]],
                      [o["Key"] for o in s3.list_objects_v2(Bucket="reports", StartAfter="x/3.csv")["Contents"]]]
            """);
        Assert.Equal("""[[["x/0.csv","x/1.csv"],["x/2.csv","x/3.csv"],["x/4.csv"]],["a folder/","x/"],["b"],["x/4.csv"]]""", told.ToJsonString());
    }

    [Theory]
    [InlineData(WrongRegionAnswer.PermanentRedirect, """["PermanentRedirect",301]""")]
    [InlineData(WrongRegionAnswer.AuthorizationHeaderMalformed, """["AuthorizationHeaderMalformed",400]""")]
    public async Task A_bucket_of_another_Region_says_where_it_is(WrongRegionAnswer answer, string refusal)
    {
        await using var sim = await StartAsync();
        sim.S3.WrongRegion = answer;
        sim.S3.AddBucket(Account, "eu-west-1", "elsewhere");
        var told = await python.RunAsync(sim, """
            answer = signed("s3", method="GET", path="/elsewhere/k", headers={"X-Amz-Content-SHA256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
            import re
            result = [[re.search("<Code>(.*)</Code>", answer["text"]).group(1), answer["status"]], answer["headers"]["x-amz-bucket-region"],
                      client("s3").get_bucket_location(Bucket="elsewhere")["LocationConstraint"], client("s3", "eu-west-1").head_bucket(Bucket="elsewhere")["BucketRegion"]]
            """);
        Assert.Equal($"""[{refusal},"eu-west-1","eu-west-1","eu-west-1"]""", told.ToJsonString());
    }

    [Fact]
    public async Task Who_may_not_list_is_not_told_which_keys_there_are_and_another_account_may_nothing()
    {
        await using var sim = await StartAsync();
        sim.S3.AddBucket(Member, "us-east-1", "own");
        sim.S3.PutObject("own", "k", "a"u8.ToArray());
        sim.S3.AddBucket(Account, "us-east-1", "shared", readableBy: [Member]);
        sim.S3.PutObject("shared", "k", "a"u8.ToArray());
        sim.Sts.SetRole(Member, "Reader", new SimulatedRole { Permissions = IamPolicy.OfRole("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/*"}}""") });
        var told = await python.RunAsync(sim, """
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Reader", RoleSessionName="run")["Credentials"]
            s3 = client("s3", credentials=session)
            result = [s3.get_object(Bucket="own", Key="k")["Body"].read(), s3.get_object(Bucket="shared", Key="k")["Body"].read()] + [
                [a["code"], a["status"]] for a in (refusal(s3.get_object, Bucket="own", Key="none"), refusal(s3.get_object, Bucket="reports", Key="b"), refusal(s3.list_objects_v2, Bucket="own"), refusal(s3.head_object, Bucket="own", Key="none"))]
            """);
        Assert.Equal("""["a","a",["AccessDenied",403],["AccessDenied",403],["AccessDenied",403],["403",403]]""", told.ToJsonString());
    }

    [Fact]
    public async Task A_request_is_signed_with_its_key_encoded_once_and_the_hash_of_its_body()
    {
        await using var sim = await StartAsync();
        sim.S3.AddBucket(Account, "us-east-1", "reports", readableBy: [Member]);
        sim.S3.PutObject("reports", "a folder//../é.csv", "a"u8.ToArray());
        sim.Sts.SetRole(Member, "Reader", new SimulatedRole());
        var told = await python.RunAsync(sim, """
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Reader", RoleSessionName="run")["Credentials"]
            empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            def code(**options):
                import re
                answer = signed("s3", method="GET", path="/reports/none", credentials=session, **options)
                return [re.search("<Code>(.*)</Code>", answer["text"]).group(1), answer["status"]]
            def other(request):
                request.url = request.url.replace("none", "nine")
            forged = dict(session, SecretAccessKey="other")
            unknown = dict(session, SessionToken="other")
            sent = {"X-Amz-Content-SHA256": empty}
            result = [client("s3", credentials=session).get_object(Bucket="reports", Key="a folder//../é.csv")["Body"].read(), code(headers=sent), code(), code(headers=sent, tamper=other),
                      code(headers={"X-Amz-Content-SHA256": empty.replace("e", "f")}), code(headers=sent, minutes=-30)]
            for keys in (forged, unknown):
                session = keys
                result.append(code(headers=sent))
            """);
        Assert.Equal(
            """["a",["NoSuchKey",404],["InvalidRequest",400],["SignatureDoesNotMatch",403],["XAmzContentSHA256Mismatch",400],["RequestTimeTooSkewed",403],["SignatureDoesNotMatch",403],["InvalidAccessKeyId",403]]""",
            told.ToJsonString());
    }

    [Fact]
    public async Task The_AWS_CLI_lists_and_reads()
    {
        await using var sim = await StartAsync();
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var made = await http.PostAsJsonAsync("_simulator/bucket", new { accountId = Account, region = "us-east-1", name = "made" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        sim.S3.PutObject("made", "k", "a"u8.ToArray());
        var list = await AwsCli.JsonAsync(sim, "s3api", "list-objects-v2", "--bucket", "made");
        var (exitCode, output, error) = await AwsCli.RunAsync(sim, "s3", "cp", "s3://reports/b", "-");
        Assert.Equal("k", (string?)list["Contents"]![0]!["Key"]);
        Assert.True(exitCode == 0, error);
        Assert.Equal("second", output);
    }

    private static async Task<SimulatorHost> StartAsync()
    {
        var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.S3.AddBucket(Account, "us-east-1", "reports");
        sim.S3.PutObject("reports", "a folder/été+1.csv", "0123456789"u8.ToArray());
        sim.S3.PutObject("reports", "b", Encoding.UTF8.GetBytes("second"));
        return sim;
    }
}
