using System.Security.Cryptography;
using CivicLoop.Platform.Identity;

namespace CivicLoop.Modules.Surveys;

/// <summary>邀请码: opens a survey once. It is short enough to be typed from a letter.</summary>
internal static class InvitationCode
{
    // Without letters and digits that look alike on paper; 12 of 30 are 59 bits.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 12;
    private const int GroupOf = 4;

    public static string New() => string.Join('-', RandomNumberGenerator
        .GetString(Letters, Length).Chunk(GroupOf).Select(group => new string(group)));

    /// <summary>What the city keeps; the same however the code was typed.</summary>
    public static byte[] HashOf(string? typed) => HandedSecret.HashOf(new string(
        [.. (typed ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]));
}
