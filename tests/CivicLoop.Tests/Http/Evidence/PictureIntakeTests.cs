using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using NetVips;

namespace CivicLoop.Tests.Http.Evidence;

public sealed class PictureIntakeTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_60_MB_photo_is_refused_with_its_field_and_the_limit()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await city.UploadAsync(new StreamContent(new Zeros(60L * Megabyte)));
        var text = await answer.Content.ReadAsStringAsync();
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(41301, problem.GetProperty("number").GetInt32());
        Assert.Equal("file", problem.GetProperty("field").GetString());
        Assert.Contains("20", problem.GetProperty("title").GetString()!, StringComparison.Ordinal);
        Assert.Empty(Kept(city));
    }

    [Fact]
    public async Task A_photo_of_60_MB_sent_as_it_is_is_refused_too()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var raw = new StreamContent(new Zeros(60L * Megabyte));
        raw.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var answer = await city.Http.PostAsync("/api/v1/pictures", raw);
        Assert.Equal((int)ProblemCode.FileTooLarge, await TestCity.ProblemAsync(answer));
    }

    [Fact]
    public async Task A_zip_named_jpg_is_no_picture()
    {
        byte[] zip = [.. "PK"u8, 3, 4, 20, 0, 0, 0, .. new byte[200]];
        await RefusedAsync(zip, ProblemCode.UnsupportedFileType);
    }

    [Fact]
    public async Task A_heic_picture_is_told_what_to_do()
    {
        byte[] heic = [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[200]];
        await RefusedAsync(heic, ProblemCode.PictureHeic);
    }

    [Fact]
    public async Task A_jpeg_that_breaks_off_is_damaged()
    {
        var whole = SamplePictures.Jpeg();
        await RefusedAsync(whole[..(whole.Length / 2)], ProblemCode.PictureDamaged);
    }

    [Fact]
    public async Task A_png_that_would_blow_up_is_refused_by_its_header() =>
        await RefusedAsync(SamplePictures.Bomb(), ProblemCode.PictureTooManyPixels);

    [Fact]
    public async Task An_empty_file_is_missing() => await RefusedAsync([], ProblemCode.FileMissing);

    [Fact]
    public async Task A_form_without_a_file_says_so()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var form = new MultipartFormDataContent { { new StringContent("x"), "words" } };
        using var answer = await city.Http.PostAsync("/api/v1/pictures", form);
        Assert.Equal((int)ProblemCode.FileMissing, await TestCity.ProblemAsync(answer));
    }

    [Fact]
    public async Task More_pictures_than_a_sender_may_hand_in_at_once_are_refused()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        for (var n = 0; n < UploadRate.AtOnceMax; n++)
        {
            using var taken = await city.UploadAsync([]);
            Assert.Equal((int)ProblemCode.FileMissing, await TestCity.ProblemAsync(taken));
        }

        using var refused = await city.UploadAsync([]);
        Assert.Equal((int)ProblemCode.TooManyRequests, await TestCity.ProblemAsync(refused));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Png_and_webp_are_taken_and_shown_as_jpeg(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        foreach (var picture in new[] { SamplePictures.Png(3, 500, 400), SamplePictures.WebP(4) })
        {
            var id = await city.TakenInAsync(picture);
            await city.ReportWithAsync(id);
            using var seen = await city.SeeAsync($"/pictures/{id}/public", "office");
            Assert.Equal("image/jpeg", seen.Content.Headers.ContentType?.MediaType);
            Assert.Equal(PictureKind.Jpeg, PictureKinds.Of(
                await seen.Content.ReadAsByteArrayAsync(), null).Value);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Copies_carry_nothing_of_what_the_camera_wrote(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var sent = SamplePictures.FromPhone();
        Assert.Contains("Testfon", Encoding.Latin1.GetString(sent), StringComparison.Ordinal);
        var id = await city.TakenInAsync(sent);
        var (number, _) = await city.ReportWithAsync(id);
        foreach (var size in new[] { "public", "thumb" })
        {
            using var seen = await city.SeeAsync($"/pictures/{id}/{size}", "office");
            var copy = await seen.Content.ReadAsByteArrayAsync();
            var text = Encoding.Latin1.GetString(copy);
            Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Testfon", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http://ns.adobe", text, StringComparison.Ordinal);
            using var image = Image.NewFromBuffer(copy);
            Assert.True(image.Height > image.Width, "not turned upright");
        }

        var known = Assert.Single(await city.PicturesAsync(number));
        Assert.Equal(600, known.GetProperty("width").GetInt32());
        Assert.Equal("Testfon X1", known.GetProperty("device").GetString());
        Assert.Equal(25.05, known.GetProperty("lat").GetDouble(), 1e-6);
        Assert.Equal(
            new DateTimeOffset(2026, 11, 24, 1, 30, 0, TimeSpan.Zero), // 09:30 in the city's zone
            known.GetProperty("takenAt").GetDateTimeOffset());
        Assert.Equal(0, known.GetProperty("metres").GetDouble(), 1.0);
        using var original = await city.SeeAsync($"/pictures/{id}/original", "office");
        Assert.Equal(sent, await original.Content.ReadAsByteArrayAsync());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_nobody_attached_is_erased_after_a_day(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var kept = await city.TakenInAsync(SamplePictures.Jpeg(1));
        await city.TakenInAsync(SamplePictures.Jpeg(2));
        await city.ReportWithAsync(kept);
        var erase = city.Service<ErasePictures>();
        city.Time.Advance(TimeSpan.FromHours(PictureLimits.UnattachedHours - 1));
        Assert.Equal(0, await erase.RunAsync(default));
        Assert.Equal(6, Kept(city).Count);

        // The city's own job wakes with the clock too; whichever comes first does the work.
        city.Time.Advance(TimeSpan.FromHours(2));
        await erase.RunAsync(default);
        await Eventually.HoldsAsync(() => Task.FromResult(Kept(city).Count == 3));
        Assert.All(Kept(city), file => Assert.StartsWith(kept, file, StringComparison.Ordinal));
        await city.ReportWithAsync(kept);
    }

    private static async Task RefusedAsync(byte[] picture, ProblemCode code)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await city.UploadAsync(picture);
        Assert.Equal((int)code, await TestCity.ProblemAsync(answer));
        Assert.Empty(Kept(city));
    }

    private static List<string> Kept(TestCity city) =>
    [
        .. Directory.EnumerateFiles(
                Path.Combine(city.City.Folder.Path, "files"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file)),
    ];

    /// <summary>As many zero bytes as asked for, without holding them.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            Array.Clear(buffer, offset, read);
            left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
