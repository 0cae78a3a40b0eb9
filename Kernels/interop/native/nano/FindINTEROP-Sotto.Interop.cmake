# What nf-interpreter's build looks for where NF_INTEROP_ASSEMBLIES names Sotto.Interop: put this file into CMake/Modules, Kernels/native
# into InteropAssemblies/Sotto.Interop/native, and Kernels/interop into InteropAssemblies/Sotto.Interop/interop.
if(NOT SOTTO_BASE)
    set(SOTTO_BASE ${CMAKE_SOURCE_DIR}/InteropAssemblies/Sotto.Interop)
endif()

file(GLOB Sotto.Interop_SOURCES
    ${SOTTO_BASE}/native/*.c
    ${SOTTO_BASE}/native/*/*.c
    ${SOTTO_BASE}/interop/native/*.c
    ${SOTTO_BASE}/interop/native/nano/*.cpp
)

# One file a system.
if(RTOS_ESP32_CHECK)
    list(FILTER Sotto.Interop_SOURCES EXCLUDE REGEX "platform_posix\\.c$")
else()
    list(FILTER Sotto.Interop_SOURCES EXCLUDE REGEX "platform_esp32\\.c$")
endif()

# The implementations of kernels that run; plain.c where nothing is said.
set_source_files_properties(${Sotto.Interop_SOURCES} PROPERTIES COMPILE_DEFINITIONS
    "SOTTO_CONVOLUTION=scalar;SOTTO_CONVOLUTION_INT4=scalar;SOTTO_DEPTHWISE=scalar;SOTTO_MATRIX_VECTOR=scalar;SOTTO_MATRIX_VECTOR_INT4=scalar;SOTTO_ATTENTION=scalar")

list(APPEND Sotto.Interop_INCLUDE_DIRS ${CMAKE_SOURCE_DIR}/src/CLR/Core)
list(APPEND Sotto.Interop_INCLUDE_DIRS ${CMAKE_SOURCE_DIR}/src/CLR/Include)
list(APPEND Sotto.Interop_INCLUDE_DIRS ${CMAKE_SOURCE_DIR}/src/HAL/Include)
list(APPEND Sotto.Interop_INCLUDE_DIRS ${CMAKE_SOURCE_DIR}/src/PAL/Include)
list(APPEND Sotto.Interop_INCLUDE_DIRS ${SOTTO_BASE}/interop/native)

include(FindPackageHandleStandardArgs)

FIND_PACKAGE_HANDLE_STANDARD_ARGS(INTEROP-Sotto.Interop DEFAULT_MSG Sotto.Interop_INCLUDE_DIRS Sotto.Interop_SOURCES)
