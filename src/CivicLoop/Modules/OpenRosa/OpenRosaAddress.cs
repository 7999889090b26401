using System.Text;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>What is asked for, and by which key. A program that cannot send a bearer token has it
/// in its address (<c>/openrosa/key/TOKEN/…</c>) or as its password.</summary>
/// <param name="Base">What comes before <paramref name="Rest"/>, for the addresses in answers.
/// </param>
internal sealed record OpenRosaAddress(string Base, IReadOnlyList<string> Rest, string? Token)
{
    public const string Root = "/openrosa";

    private const string Key = "key";
    private const string Basic = "Basic ";

    public static OpenRosaAddress Of(HttpRequest request)
    {
        var parts = (request.Path.Value ?? "")[Root.Length..]
            .Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is [Key, var token, .. var rest]
            ? new OpenRosaAddress($"{Root}/{Key}/{token}", rest, token)
            : new OpenRosaAddress(
                Root, parts, PasswordOf(request.Headers.Authorization.ToString()));
    }

    private static string? PasswordOf(string header)
    {
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password]
                ? password
                : null;
    }
}
