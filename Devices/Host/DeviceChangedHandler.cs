namespace Sotto.Devices.Host;

/// <summary>Hears that a simulated device has another state than before.</summary>
/// <param name="device">The device, already in its new state.</param>
public delegate void DeviceChangedHandler(object device);
