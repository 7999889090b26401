using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Modules.Cases;

/// <summary>The secret a reporter or follower comes back with; only its hash is stored.</summary>
internal static class CaseSecrets
{
    // 128 bits: not to be guessed, short enough for a link in a text message.
    private const int Bytes = 16;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
