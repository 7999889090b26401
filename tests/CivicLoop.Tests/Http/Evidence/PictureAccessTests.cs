using System.Net;
using System.Net.Http.Headers;
using CivicLoop.Modules.Evidence;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Evidence;

public sealed class PictureAccessTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_picture_is_public_only_once_somebody_let_it_out(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var id = await city.TakenInAsync(SamplePictures.Jpeg());
        var (number, secret) = await city.ReportWithAsync(id);
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/public"));
        Assert.Equal(
            HttpStatusCode.OK, await city.StatusAsync($"/pictures/{id}/public?secret={secret}"));
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/public?secret=x"));
        using (var staff = await city.SeeAsync($"/pictures/{id}/thumb", "office"))
        {
            Assert.True(staff.Headers.CacheControl?.Private);
        }

        await city.ActAsync("office", number, "release");
        using var shown = await city.SeeAsync($"/pictures/{id}/public");
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.True(shown.Headers.CacheControl?.Public);
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition?.DispositionType);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/pictures/{id}/public");
        again.Headers.IfNoneMatch.Add(shown.Headers.ETag!);
        using var known = await city.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_later_picture_waits_for_a_release_of_its_own(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var before = await city.TakenInAsync(SamplePictures.Jpeg(1));
        var after = await city.TakenInAsync(SamplePictures.Jpeg(2));
        var (number, _) = await city.ReportWithAsync(before);
        await city.ActAsync("office", number, "release");
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync(
            "bureau", number, "rectify", new { text = "已清运", pictures = new[] { after } });
        Assert.Equal(HttpStatusCode.OK, await city.StatusAsync($"/pictures/{before}/thumb"));
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{after}/thumb"));
        await city.ActAsync("office", number, "release");
        Assert.Equal(HttpStatusCode.OK, await city.StatusAsync($"/pictures/{after}/thumb"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_private_cases_picture_is_never_public(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var id = await city.TakenInAsync(SamplePictures.Jpeg());
        var (number, _) = await city.ReportWithAsync(id, TestPack.Unhoused);
        await city.ActAsync("office", number, "release");
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/public"));
        Assert.Equal(
            HttpStatusCode.OK, await city.StatusAsync($"/pictures/{id}/public", "office"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_original_is_for_who_takes_in_or_checks_within_their_scope(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var id = await city.TakenInAsync(SamplePictures.Jpeg());
        var (number, secret) = await city.ReportWithAsync(id, TestPack.Manhole);
        await city.ActAsync("office", number, "release");
        Assert.Equal(
            HttpStatusCode.OK, await city.StatusAsync($"/pictures/{id}/original", "office"));
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/original", "water"));
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/original", "bureau"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await city.StatusAsync($"/pictures/{id}/original?secret={secret}"));
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/huge", "office"));
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{id}/2", "office"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_reporter_who_erases_takes_the_pictures_along(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var alone = await city.TakenInAsync(SamplePictures.Jpeg(1));
        var shared = await city.TakenInAsync(SamplePictures.Jpeg(2));
        var (first, secret) = await city.ReportWithAsync(alone);
        var (second, otherSecret) = await city.ReportWithAsync(shared);
        var (third, _) = await city.ReportWithAsync(shared);
        await city.ActAsync("office", first, "release");
        await city.ActAsync("nobody", first, "erase", new { secret });
        await city.ActAsync("nobody", second, "erase", new { secret = otherSecret });
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{alone}/public"));
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{alone}/public", "office"));
        await city.Service<ErasePictures>().RunAsync(default);
        var files = Path.Combine(city.City.Folder.Path, "files");
        Assert.Empty(Directory.EnumerateFiles(files, alone + "*", SearchOption.AllDirectories));
        Assert.Equal(
            HttpStatusCode.OK, await city.StatusAsync($"/pictures/{shared}/public", "office"));
        var left = Assert.Single(await city.PicturesAsync(third));
        Assert.Equal(0, left.GetProperty("earlier").GetArrayLength());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }
}
