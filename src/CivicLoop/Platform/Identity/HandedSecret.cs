using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Platform.Identity;

/// <summary>Secrets the city hands out and recognises again without keeping them.</summary>
internal static class HandedSecret
{
    // 128 bits: beyond guessing, so that a plain digest is enough to keep.
    private const int LinkBytes = 16;

    private const int TokenBytes = 32;

    // Lets a leaked token be recognised by whoever finds it.
    private const string TokenPrefix = "clp_";

    public static string NewLink() =>
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LinkBytes));

    public static string NewToken() =>
        TokenPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
