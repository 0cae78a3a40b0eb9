using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sotto.Board;

/// <summary>Where a broker is and how to be let in.</summary>
/// <param name="Host">The name or address of its machine.</param>
/// <param name="Port">Its port.</param>
public sealed record MqttBroker(string Host, int Port)
{
    /// <summary>The port of MQTT.</summary>
    public const int PlainPort = 1883;

    /// <summary>The port of MQTT over TLS.</summary>
    public const int TlsPort = 8883;

    /// <summary>Whether the connection is encrypted and the broker must prove who it is.</summary>
    public bool Tls { get; init; }

    /// <summary>Whether MQTT 5 is spoken, which keeps a broker from sending too much; else 3.1.1.</summary>
    public bool Version5 { get; init; } = true;

    /// <summary>Who vouches for the broker, instead of the machine's own authorities, or null.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The name of the user, or null.</summary>
    public string? User { get; init; }

    /// <summary>The password of the user, or null.</summary>
    public string? Password { get; init; }

    /// <summary>Reads "HOST" or "HOST:PORT"; an IPv6 address with a port stands in brackets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tls">Whether the usual port is that of TLS.</param>
    /// <returns>The broker, or null where the text names none.</returns>
    public static MqttBroker? Parse(string text, bool tls)
    {
        int usual = tls ? TlsPort : PlainPort;
        bool bare = text.IndexOf(':', StringComparison.Ordinal) != text.LastIndexOf(':') && !text.StartsWith('[');
        if (!Uri.TryCreate(bare ? $"mqtt://[{text}]" : $"mqtt://{text}", UriKind.Absolute, out Uri? uri)
            || uri.Host.Length == 0 || uri.PathAndQuery is not ("" or "/") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || uri.Port == 0 || text.EndsWith(':'))
        {
            return null;
        }

        return new MqttBroker(uri.DnsSafeHost, uri.Port < 0 ? usual : uri.Port) { Tls = tls };
    }

    /// <summary>Reads the authorities of a PEM file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its certificates, one at least.</returns>
    /// <exception cref="CryptographicException">It holds none.</exception>
    public static X509Certificate2Collection ReadAuthorities(string path)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(File.ReadAllText(path));
        return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate in it");
    }
}
