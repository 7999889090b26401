using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using CivicLoop.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CivicLoop.Tests.Http.Evidence;

/// <summary>Disk and bucket keep files alike. The bucket is a small server that knows the four
/// verbs the store uses.</summary>
public sealed class FileStoreTests
{
    [Theory]
    [InlineData("disk")]
    [InlineData("s3")]
    public async Task A_file_is_kept_found_opened_and_erased(string place)
    {
        var folder = Directory.CreateTempSubdirectory("civicloop-files-").FullName;
        await using var bucket = await Bucket.StartAsync();
        FileStore store = place == "disk"
            ? new DiskFiles(folder)
            : new S3Files(bucket.Client(), "city", "/pictures/", folder);
        byte[] content = [.. Enumerable.Range(0, 300_000).Select(n => (byte)n)];
        var name = Convert.ToHexStringLower(SHA256.HashData(content));
        var key = new FileKey(name);
        Assert.False(await store.HasAsync(key, default));
        Assert.Null(await store.OpenAsync(key, default));
        using (var staged = await store.StageAsync(new MemoryStream(content), 400_000, default))
        {
            Assert.Equal(name, staged.Sha256);
            Assert.False(staged.IsCut);
            await store.KeepAsync(staged, key, default);
            await store.KeepAsync(staged, key, default);
        }

        Assert.True(await store.HasAsync(key, default));
        await using (var opened = await store.OpenAsync(key, default))
        {
            using var read = new MemoryStream();
            await opened!.CopyToAsync(read);
            Assert.Equal(content, read.ToArray());
        }

        if (place == "s3")
        {
            Assert.Equal([$"/city/pictures/{name[..2]}/{name[2..4]}/{name}"], bucket.Names);
        }

        await store.EraseAsync(key, default);
        await store.EraseAsync(key, default);
        Assert.False(await store.HasAsync(key, default));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task No_more_is_read_than_one_byte_over_the_limit()
    {
        var folder = Directory.CreateTempSubdirectory("civicloop-files-").FullName;
        var source = new MemoryStream(new byte[1_000_000]);
        using (var staged = await new DiskFiles(folder).StageAsync(source, 1_000, default))
        {
            Assert.True(staged.IsCut);
            Assert.Equal(1_001, source.Position);
        }

        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_place_that_is_no_bucket_is_a_mistake() =>
        Assert.Throws<ArgumentException>(() => S3Files.Open("http://somewhere", "tmp"));

    private sealed class Bucket : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, byte[]> objects = new();
        private readonly WebApplication app;

        private Bucket(WebApplication app) => this.app = app;

        public IEnumerable<string> Names => objects.Keys;

        public static async Task<Bucket> StartAsync()
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var bucket = new Bucket(app);
            app.Run(bucket.AnswerAsync);
            await app.StartAsync();
            return bucket;
        }

        public AmazonS3Client Client() => new(
            new BasicAWSCredentials("key", "secret"), S3Files.Settings(app.Urls.First()));

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        private async Task AnswerAsync(HttpContext request)
        {
            var name = request.Request.Path.Value!;
            switch (request.Request.Method)
            {
                case "PUT":
                    using (var body = new MemoryStream())
                    {
                        await request.Request.Body.CopyToAsync(body);
                        objects[name] = body.ToArray();
                    }

                    break;
                case "DELETE":
                    objects.TryRemove(name, out _);
                    request.Response.StatusCode = StatusCodes.Status204NoContent;
                    break;
                case var read when objects.TryGetValue(name, out var content):
                    request.Response.ContentLength = content.Length;
                    if (read == "GET")
                    {
                        await request.Response.Body.WriteAsync(content);
                    }

                    break;
                default:
                    request.Response.StatusCode = StatusCodes.Status404NotFound;
                    break;
            }
        }
    }
}
