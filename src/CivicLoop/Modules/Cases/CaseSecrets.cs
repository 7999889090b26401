using System.Security.Cryptography;
using System.Text;
using CivicLoop.Platform.Secrets;

namespace CivicLoop.Modules.Cases;

/// <summary>The secrets a reporter or follower comes back with and proves a contact by. They follow
/// from the city's key, so that a letter can name them again without their being stored: whoever
/// steals the database has only their hashes.</summary>
internal static class CaseSecrets
{
    // 128 bits: not to be guessed, short enough for a link in a text message.
    private const int Letters = 32;

    /// <summary>Opens the case as this recipient's own.</summary>
    public static string WayBack(ContactVault vault, string recipient) =>
        Of(vault, "way back " + recipient);

    /// <summary>Stands in the letter that asks for proof and nowhere else.</summary>
    public static string Proof(ContactVault vault, string recipient) =>
        Of(vault, "proof " + recipient);

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>True where both are the same, in a time that tells nothing.</summary>
    public static bool AreEqual(string secret, string? given) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(given?.Trim() ?? ""));

    private static string Of(ContactVault vault, string what) =>
        Convert.ToHexStringLower(vault.Mark(what))[..Letters];
}
