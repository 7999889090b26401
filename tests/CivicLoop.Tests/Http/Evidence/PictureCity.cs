using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Evidence;

/// <summary>What tests of pictures do with a city.</summary>
internal static class PictureCity
{
    /// <summary>Uploads as a form does.</summary>
    public static Task<HttpResponseMessage> UploadAsync(
        this TestCity city, byte[] picture, string name = "photo.jpg") =>
        city.UploadAsync(new ByteArrayContent(picture), name);

    public static async Task<HttpResponseMessage> UploadAsync(
        this TestCity city, HttpContent content, string name = "photo.jpg")
    {
        using var form = new MultipartFormDataContent { { content, "file", name } };
        return await city.Http.PostAsync("/api/v1/pictures", form);
    }

    /// <summary>Uploads a picture that must be taken in, and answers its id.</summary>
    public static async Task<string> TakenInAsync(this TestCity city, byte[] picture)
    {
        using var answer = await city.UploadAsync(picture);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }

    public static async Task<(string Number, string Secret)> ReportWithAsync(
        this TestCity city, string picture, string @class = TestPack.Rubbish)
    {
        using var answer = await city.PostAsync("/api/v1/cases", new
        {
            @class, lat = 25.05, lon = 102.02, description = "垃圾", pictures = new[] { picture },
        });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        var body = JsonDocument.Parse(text).RootElement;
        return (body.GetProperty("number").GetString()!, body.GetProperty("secret").GetString()!);
    }

    public static async Task<HttpResponseMessage> SeeAsync(
        this TestCity city, string path, string? caller = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (caller is not null)
        {
            request.Headers.Add(TestCallers.Header, caller);
        }

        return await city.Http.SendAsync(request);
    }

    public static async Task<HttpStatusCode> StatusAsync(
        this TestCity city, string path, string? caller = null)
    {
        using var answer = await city.SeeAsync(path, caller);
        return answer.StatusCode;
    }

    /// <summary>Pictures of a case as staff see them.</summary>
    public static async Task<IReadOnlyList<JsonElement>> PicturesAsync(
        this TestCity city, string number, string caller = "office") =>
    [
        .. (await city.GetAsync($"/api/v1/cases/{number}/pictures", caller))
            .GetProperty("items").EnumerateArray(),
    ];
}
