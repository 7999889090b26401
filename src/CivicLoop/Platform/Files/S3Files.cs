using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace CivicLoop.Platform.Files;

/// <summary>Files in an S3 bucket. Address, region and keys come from the usual AWS variables
/// (<c>AWS_ENDPOINT_URL</c>, <c>AWS_REGION</c>, <c>AWS_ACCESS_KEY_ID</c>, …).</summary>
internal sealed class S3Files(IAmazonS3 client, string bucket, string prefix, string stagingFolder)
    : FileStore(stagingFolder)
{
    private const string Scheme = "s3";

    /// <param name="place"><c>s3://bucket/prefix</c>.</param>
    public static S3Files Open(string place, string stagingFolder)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var uri) || uri.Scheme != Scheme)
        {
            throw new ArgumentException($"'{place}' is not s3://bucket/prefix.", nameof(place));
        }

        var endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3")
            ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        var settings = Settings(endpoint);
        return new S3Files(new AmazonS3Client(settings), uri.Host, uri.AbsolutePath, stagingFolder);
    }

    /// <summary>Settings that other makers' servers understand too.</summary>
    public static AmazonS3Config Settings(string? endpoint)
    {
        var settings = new AmazonS3Config
        {
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (endpoint is not null)
        {
            settings.ServiceURL = endpoint;
            settings.ForcePathStyle = true;
            settings.AuthenticationRegion =
                Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1";
        }

        return settings;
    }

    public override async Task KeepAsync(StagedFile file, FileKey key, CancellationToken stop)
    {
        if (await HasAsync(key, stop))
        {
            return;
        }

        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket, Key = NameOf(key), FilePath = file.Path,
                ContentType = "application/octet-stream", UseChunkEncoding = false,
            },
            stop);
    }

    public override async Task<bool> HasAsync(FileKey key, CancellationToken stop)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, NameOf(key), stop);
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    public override async Task<Stream?> OpenAsync(FileKey key, CancellationToken stop)
    {
        try
        {
            var answer = await client.GetObjectAsync(bucket, NameOf(key), stop);
            return answer.ResponseStream;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public override Task EraseAsync(FileKey key, CancellationToken stop) =>
        client.DeleteObjectAsync(bucket, NameOf(key), stop);

    private string NameOf(FileKey key)
    {
        var folder = prefix.Trim('/');
        return folder.Length == 0 ? key.Path : $"{folder}/{key.Path}";
    }
}
