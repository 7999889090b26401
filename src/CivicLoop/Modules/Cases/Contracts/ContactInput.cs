using System.Net.Mail;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>How a reporter may be reached; all of it may be left out.</summary>
internal sealed record ContactInput
{
    /// <summary>Longest value of one part, in characters (RFC 5321 allows an address
    /// 254).</summary>
    public const int PartMax = 254;

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public bool IsEmpty => Text(Email) is null && Text(Phone) is null && Text(Name) is null;

    /// <summary>Errors: something too long; an address or a number nobody could be reached by.
    /// </summary>
    public Problem? Fault()
    {
        foreach (var (field, value) in new[] { ("name", Name), ("email", Email), ("phone", Phone) })
        {
            if (value?.Length > PartMax)
            {
                return new Problem(ProblemCode.FieldTooLong, field, PartMax, value.Length);
            }
        }

        if (Text(Email) is { } email && !MailAddress.TryCreate(email, out _))
        {
            return new Problem(ProblemCode.FieldInvalid, "email", email);
        }

        const int digitsMin = 5;
        return Text(Phone) is { } phone && phone.Count(char.IsDigit) < digitsMin
            ? new Problem(ProblemCode.FieldInvalid, "phone", phone)
            : null;
    }

    /// <summary>The parts without surrounding blanks, empty ones as null.</summary>
    public ContactInput Tidy() => new()
    {
        Name = Text(Name),
        Email = Text(Email),
        Phone = Text(Phone),
    };

    private static string? Text(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
