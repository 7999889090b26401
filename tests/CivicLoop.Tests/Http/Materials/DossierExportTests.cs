using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Responsibilities;
using CivicLoop.Tests.Http.Running;

namespace CivicLoop.Tests.Http.Materials;

/// <summary>A dossier is carried away, and proved by whoever receives it.</summary>
public sealed class DossierExportTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_dossier_is_in_the_order_of_its_edition_and_every_hash_is_recomputed(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var (dossier, closed) = await SignedAsync(city);
        var path = $"/api/v1/dossiers/{dossier.Id()}/export";
        Assert.Equal(ProblemCode.NotPermitted, await city.RefuseAsync(path, new { }, "bureau"));
        var archive = await city.BytesAsync(HttpMethod.Post, path, "signer");

        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        var manifest = JsonDocument.Parse(Read(zip, "manifest.json")).RootElement;
        var materials = manifest.GetProperty("materials").EnumerateArray().ToList();
        Assert.Equal(
            ["D1", "D2"], materials.Select(one => one.GetProperty("document").GetString()));
        Assert.Equal(
            ["D3"],
            manifest.GetProperty("open").EnumerateArray()
                .Select(one => one.GetProperty("document").GetString()));
        var named = materials.SelectMany(one => one.GetProperty("files").EnumerateArray())
            .Concat(manifest.GetProperty("other").EnumerateArray()).ToList();
        foreach (var file in named)
        {
            var content = Read(zip, file.GetProperty("path").GetString()!);
            Assert.Equal(
                file.GetProperty("sha256").GetString(),
                Convert.ToHexStringLower(SHA256.HashData(content)));
            Assert.Equal(file.GetProperty("bytes").GetInt64(), content.LongLength);
        }

        Assert.Equal(named.Count + 1, zip.Entries.Count);
        Assert.Equal("有计划", Encoding.UTF8.GetString(Read(zip, "0001-D1/text.txt")));
        Assert.Equal(MaterialCity.Pdf, Read(zip, "0002-D2/01-方案.pdf"));
        var reference = Assert.Single(
            materials[1].GetProperty("references").EnumerateArray());
        Assert.Equal(closed, reference.GetProperty("key").GetString());
        Assert.Equal(64, reference.GetProperty("journalHash").GetString()!.Length);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_tampered_dossier_is_named_by_the_file_that_does_not_fit(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var (dossier, _) = await SignedAsync(city);
        var archive = await city.BytesAsync(
            HttpMethod.Post, $"/api/v1/dossiers/{dossier.Id()}/export", "signer");
        var whole = await ProveAsync(archive);
        Assert.Empty(whole.Faults);
        Assert.True(await ProveDossier.IsKnownAsync(city.City.Database, whole, default));

        var changed = await ProveAsync(Tampered(archive, zip =>
        {
            zip.GetEntry("0001-D1/text.txt")!.Delete();
            MaterialCity.Put(zip, "0001-D1/text.txt", "有奖励");
            zip.GetEntry("0002-D2/01-方案.pdf")!.Delete();
            MaterialCity.Put(zip, "0002-D2/02-新.pdf", "%PDF-");
        }));
        Assert.Equal(
            [
                new(DossierFaultKind.Changed, "0001-D1/text.txt"),
                new(DossierFaultKind.Missing, "0002-D2/01-方案.pdf"),
                new(DossierFaultKind.Added, "0002-D2/02-新.pdf"),
            ],
            changed.Faults);

        // Whoever mends the manifest too is found by the journal of the city.
        var forged = await ProveAsync(Tampered(archive, zip =>
        {
            var text = Encoding.UTF8.GetString(Read(zip, "manifest.json"));
            zip.GetEntry("manifest.json")!.Delete();
            MaterialCity.Put(
                zip, "manifest.json", text.Replace("年度申报", "别的", StringComparison.Ordinal));
        }));
        Assert.Empty(forged.Faults);
        Assert.False(await ProveDossier.IsKnownAsync(city.City.Database, forged, default));
    }

    [Fact]
    public async Task What_is_no_dossier_is_refused()
    {
        foreach (var bytes in new[] { "no zip"u8.ToArray(), MaterialCity.Word() })
        {
            using var stream = new MemoryStream(bytes);
            Assert.Equal(
                ProblemCode.FileUnreadable,
                (await ProveDossier.OfAsync(stream, default)).Problem?.Code);
        }
    }

    [Fact]
    public async Task The_command_line_proves_a_dossier_and_names_what_does_not_fit()
    {
        await using var city = await MaterialCity.StartAsync(DatabaseEngine.Sqlite);
        var (dossier, _) = await SignedAsync(city);
        var archive = await city.BytesAsync(
            HttpMethod.Post, $"/api/v1/dossiers/{dossier.Id()}/export", "signer");
        var (code, said) = await RunAsync(archive, city.Options.Data);
        Assert.True(code == 0, said);
        Assert.Contains("2 materials", said, StringComparison.Ordinal);
        (code, said) = await RunAsync(
            Tampered(archive, zip => zip.GetEntry("0001-D1/text.txt")!.Delete()), null);
        Assert.Equal(1, code);
        Assert.Contains("Missing: 0001-D1/text.txt", said, StringComparison.Ordinal);
    }

    // The report and the document are signed off, the pictures are not there yet.
    private static async Task<(JsonElement Dossier, string Case)> SignedAsync(TestCity city)
    {
        var dossier = await city.OpenAsync();
        var paths = await city.MaterialsAsync(dossier);
        var closed = await MaterialStoryTests.CloseAsync(city);
        await city.SignAsync(
            paths[1], "", ["case:" + closed], ("方案.pdf", MaterialCity.Pdf));
        await city.SignAsync(paths[0], "有计划");
        return (dossier, closed);
    }

    private static async Task<DossierProof> ProveAsync(byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        return (await ProveDossier.OfAsync(stream, default)).Value;
    }

    private static byte[] Tampered(byte[] archive, Action<ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(archive);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return stream.ToArray();
    }

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var kept = new MemoryStream();
        content.CopyTo(kept);
        return kept.ToArray();
    }

    private static async Task<(int Code, string Said)> RunAsync(byte[] archive, string? data)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.zip");
        await File.WriteAllBytesAsync(file, archive);
        try
        {
            var (code, said, complained) = await Terminal.RunAsync(
                ["verify", "dossier", file, .. data is null ? (string[])[] : ["--data", data]]);
            return (code, said + complained);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
