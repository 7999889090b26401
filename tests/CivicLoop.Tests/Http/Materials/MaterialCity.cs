using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Materials;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Materials;

/// <summary>The test city with an edition that wants documents, and what the stories about
/// materials say again and again.</summary>
internal static class MaterialCity
{
    public static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF"u8.ToArray();

    public static readonly byte[] Png =
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. new byte[40],
    ];

    /// <summary>With the west bureau leading the criterion.</summary>
    public static async Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine, TestPack.Create() with
        {
            Editions = [new PackEdition(SampleMaterials.Edition(), DutyCity.Begin)],
        });
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.WestBureau));
        return city;
    }

    public static Task<JsonElement> OpenAsync(this TestCity city, string due = "2026-12-10") =>
        city.DoAsync("/api/v1/dossiers", new { edition = "e-1", name = "年度申报", due });

    /// <summary>Paths of the materials of a dossier in the order of the edition.</summary>
    public static async Task<List<string>> MaterialsAsync(
        this TestCity city, JsonElement dossier) =>
    [
        .. (await city.GetAsync($"/api/v1/dossiers/{dossier.Id()}", "bureau"))
            .GetProperty("items").EnumerateArray().Select(one => $"/api/v1/materials/{one.Id()}"),
    ];

    public static async Task<JsonElement> SaveAsync(
        this TestCity city, string path, string? text, string caller = "bureau",
        string[]? keep = null, string[]? references = null,
        params (string Name, byte[] Content)[] files)
    {
        using var answer = await city.SendVersionAsync(
            path, text, caller, keep, references, files);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public static async Task<ProblemCode> RefuseSaveAsync(
        this TestCity city, string path, string? text, string caller = "bureau",
        string[]? keep = null, string[]? references = null,
        params (string Name, byte[] Content)[] files)
    {
        using var answer = await city.SendVersionAsync(
            path, text, caller, keep, references, files);
        return (ProblemCode)await TestCity.ProblemAsync(answer);
    }

    /// <summary>Writes, hands in, passes and signs a material.</summary>
    public static async Task SignAsync(
        this TestCity city, string path, string? text, string[]? references = null,
        params (string Name, byte[] Content)[] files)
    {
        await city.SaveAsync(path, text, references: references, files: files);
        await city.DoAsync(path + "/submit", new { assured = true }, "bureau");
        await city.DoAsync(path + "/pass", new { });
        await city.DoAsync(path + "/signoff", new { }, "signer");
    }

    public static async Task<byte[]> BytesAsync(
        this TestCity city, HttpMethod method, string path, string caller)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>A Word document, or one that holds macros, or just an archive.</summary>
    public static byte[] Word(bool macros = false, bool isWord = true)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var kind = macros ? "ms-word.document.macroEnabled"
                : "openxmlformats-officedocument.wordprocessingml.document";
            Put(zip, "[Content_Types].xml", !isWord ? "<Types/>"
                : $"<Types><Override ContentType=\"application/vnd.{kind}.main+xml\"/></Types>");
            Put(zip, "word/document.xml", "<w/>");
            if (macros)
            {
                Put(zip, "word/vbaProject.bin", "x");
            }
        }

        return stream.ToArray();
    }

    public static void Put(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }

    private static async Task<HttpResponseMessage> SendVersionAsync(
        this TestCity city, string path, string? text, string caller, string[]? keep,
        string[]? references, (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text ?? ""), "text" } };
        foreach (var hash in keep ?? [])
        {
            form.Add(new StringContent(hash), "keep");
        }

        foreach (var reference in references ?? [])
        {
            form.Add(new StringContent(reference), "references");
        }

        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, "files", name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path + "/versions")
        {
            Content = form,
        };
        request.Headers.Add(TestCallers.Header, caller);
        return await city.Http.SendAsync(request);
    }
}
