using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Modules.Open311;

/// <summary>Tells two requests apart by what they say, not by how the form was written: a multipart
/// body has another boundary at every try.</summary>
internal static class RequestDigest
{
    public static async Task<byte[]> OfAsync(
        string resource, Parameters given, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, resource);
        foreach (var (name, value) in given.Fields.Where(field => field.Name != "api_key"))
        {
            Add(hash, name);
            Add(hash, value);
        }

        foreach (var file in given.Files)
        {
            Add(hash, file.Name);
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, stop));
        }

        return hash.GetHashAndReset();
    }

    // The length before the text, so that no two lists of texts read the same.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
